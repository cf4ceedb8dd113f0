import { emailsAbout, suppressionOf } from '../emails/edges.ts';
import { at, edge, edgeFromMailbox, inList } from '../engine/edges.ts';
import { keys, lists, mailboxId } from '../keys.ts';
import {
  AddressRecord,
  AsksRecord,
  LinksAskedRecord,
  ManagedRecord,
  ManageTokenRecord,
  PersonRecord,
  RegistrationRecord,
  StaffAddressRecord,
} from './items.ts';

export const peopleEdges = [
  edgeFromMailbox(AddressRecord, (address) => at(keys.address(address))),
  edge(AddressRecord, PersonRecord, ({ personId }) => at(keys.person(personId))),
  emailsAbout(PersonRecord, ({ personId }) => ({ kind: 'account', id: personId })),
  edge(PersonRecord, ManageTokenRecord, ({ personId }) => inList(lists.linksTo('account', personId))),
  emailsAbout(RegistrationRecord, ({ registrationId }) => ({ kind: 'registration', id: registrationId })),
  edge(RegistrationRecord, ManageTokenRecord, ({ registrationId }) =>
    inList(lists.linksTo('registration', registrationId)),
  ),
  suppressionOf(RegistrationRecord, ({ workEmail }) => workEmail),
  suppressionOf(PersonRecord, ({ workEmail }) => workEmail),
  edgeFromMailbox(AsksRecord, (address) => at(keys.asks(address))),
  edgeFromMailbox(LinksAskedRecord, (address) => inList(lists.linksAskedFor(mailboxId(address)))),
  edgeFromMailbox(StaffAddressRecord, (address) => at(keys.staffAddress(address))),
  edgeFromMailbox(ManagedRecord, (address) => inList(lists.managedFrom(mailboxId(address)))),
];

import { confirmedAddresses } from '#domain/people/addresses.ts';
import { mailboxOf } from '#domain/people/mailbox.ts';
import { emailsAbout, suppressionOf } from '../emails/edges.ts';
import { SuppressedAddressRecord } from '../emails/items.ts';
import { at, edge, edgeFromMailbox, inList } from '../engine/edges.ts';
import { keys, lists, mailboxId } from '../keys.ts';
import {
  AddressRecord,
  AsksRecord,
  ChoiceRecord,
  EmailChangeRecord,
  LinksAskedRecord,
  ManagedRecord,
  ManageTokenRecord,
  MergeRecord,
  PersonRecord,
  RegistrationRecord,
  StaffAddressRecord,
} from './items.ts';

export const peopleEdges = [
  edgeFromMailbox(AddressRecord, (address) => at(keys.address(address))),
  edge(AddressRecord, PersonRecord, ({ personId }) => at(keys.person(personId))),
  ...(['account', 'news'] as const).flatMap((kind) => [
    emailsAbout(PersonRecord, ({ personId }) => ({ kind, id: personId })),
    edge(PersonRecord, ManageTokenRecord, ({ personId }) => inList(lists.linksTo(kind, personId))),
  ]),
  edge(PersonRecord, MergeRecord, ({ personId }) => inList(lists.mergesInto(personId))),
  edge(PersonRecord, MergeRecord, ({ personId }) => inList(lists.mergesOfOther(personId))),
  edge(PersonRecord, ChoiceRecord, ({ personId }) => [
    ...inList(lists.choicesOf(personId)),
    ...inList(lists.needsConsentsOf(personId)),
  ]),
  // Who was known by an address before it was confirmed is the same person.
  edge(PersonRecord, PersonRecord, ({ includes = [] }) => at(...includes.map(keys.person))),
  ...(['new-email', 'old-email'] as const).flatMap((kind) => [
    emailsAbout(EmailChangeRecord, ({ emailChangeId }) => ({ kind, id: emailChangeId })),
    edge(EmailChangeRecord, ManageTokenRecord, ({ emailChangeId }) => inList(lists.linksTo(kind, emailChangeId))),
  ]),
  emailsAbout(RegistrationRecord, ({ registrationId }) => ({ kind: 'registration', id: registrationId })),
  edge(RegistrationRecord, ManageTokenRecord, ({ registrationId }) =>
    inList(lists.linksTo('registration', registrationId)),
  ),
  suppressionOf(RegistrationRecord, ({ workEmail }) => workEmail),
  edge(PersonRecord, SuppressedAddressRecord, (person) =>
    at(...confirmedAddresses(person).map(keys.suppressedAddress)),
  ),
  // Whatever was sent there may be gone sooner.
  edgeFromMailbox(SuppressedAddressRecord, (address) =>
    at(...[...new Set([address, mailboxOf(address)])].map(keys.suppressedAddress)),
  ),
  edgeFromMailbox(AsksRecord, (address) => at(keys.asks(address))),
  edgeFromMailbox(LinksAskedRecord, (address) => inList(lists.linksAskedFor(mailboxId(address)))),
  edgeFromMailbox(StaffAddressRecord, (address) => at(keys.staffAddress(address))),
  edgeFromMailbox(ManagedRecord, (address) => inList(lists.managedFrom(mailboxId(address)))),
];

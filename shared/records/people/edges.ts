import { at, edge, edgeFromMailbox, inList } from '../engine/edges.ts';
import { keys, lists, mailboxId } from '../keys.ts';
import { AddressRecord, AsksRecord, LinksAskedRecord, ManagedRecord, PersonRecord } from './items.ts';

/** What is somebody's by their mailbox alone. */
export const peopleEdges = [
  edgeFromMailbox(AddressRecord, (address) => at(keys.address(address))),
  edge(AddressRecord, PersonRecord, ({ personId }) => at(keys.person(personId))),
  edgeFromMailbox(AsksRecord, (address) => at(keys.asks(address))),
  edgeFromMailbox(LinksAskedRecord, (address) => inList(lists.linksAskedFor(mailboxId(address)))),
  edgeFromMailbox(ManagedRecord, (address) => inList(lists.managedFrom(mailboxId(address)))),
];

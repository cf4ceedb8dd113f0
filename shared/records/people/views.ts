import { view } from '#privacy/views.ts';
import { AddressRecord, AsksRecord, LinksAskedRecord, ManagedRecord, ManageTokenRecord } from './items.ts';

export const AddressView = view('provide-services', AddressRecord, ['personId', 'expiresAt']);
export const AsksView = view('run-reliably', AsksRecord, ['day', 'count', 'heldUntil']);
export const LinksAskedView = view('run-reliably', LinksAskedRecord, ['linksAskedId']);
export const ManagedView = view('provide-services', ManagedRecord, ['opens']);
export const ManageTokenView = view('provide-services', ManageTokenRecord, ['createdAt']);

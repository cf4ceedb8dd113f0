import { choiceFields } from '#domain/people/choices.ts';
import { mergeFields } from '#domain/people/merging.ts';
import { staffMemberFields } from '#domain/people/staff.ts';
import { openly, placesOnly, view } from '#privacy/views.ts';
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
  PolicyNoticesRecord,
  RegistrationRecord,
  StaffAddressRecord,
  StaffAdminsRecord,
  StaffMemberRecord,
  UnsubscribedRecord,
  WorkplacePartRecord,
  WorkplacesRecord,
} from './items.ts';

export const AddressView = view('provide-services', AddressRecord, ['personId', 'isOneOfSeveral', 'expiresAt']);
export const AccountView = view('provide-services', PersonRecord, [
  'personId',
  'name',
  'workEmail',
  'workplace',
  'jobRole',
  'jobTitle',
  'createdAt',
  'lastActiveAt',
  'sub',
  'accountSince',
  'warnedAt',
  'profileVersion',
  'earlier',
  'addresses',
  'includes',
  'mergedInto',
  'expiresAt',
]);
export const AccountToTellView = view('provide-services', PersonRecord, [
  'personId',
  'name',
  'workEmail',
  'accountSince',
  'toldOfPolicy',
]);
/** Of whom what is theirs is asked for, or whether they are there still, and nothing else of them. */
export const IncludesView = view('provide-services', PersonRecord, ['includes', 'mergedInto']);
export const EmailChangeView = view('provide-services', EmailChangeRecord, [
  'emailChangeId',
  'personId',
  'workEmail',
  'newEmail',
  'askedAt',
  'confirmedNewAt',
  'confirmedOldAt',
  'usedAt',
  'refusedAt',
]);
export const MergeView = view(
  'provide-services',
  MergeRecord,
  Object.keys(mergeFields) as (keyof typeof mergeFields)[],
);
export const RegistrationView = view('provide-services', RegistrationRecord, [
  'registrationId',
  'name',
  'workEmail',
  'workplace',
  'jobRole',
  'jobTitle',
  'askedAt',
  'usedAt',
]);
export const AsksView = view('run-reliably', AsksRecord, ['day', 'count', 'heldUntil']);
export const LinksAskedView = view('run-reliably', LinksAskedRecord, ['linksAskedId']);
export const ManagedView = view('provide-services', ManagedRecord, ['opens']);
export const ManageTokenView = view('provide-services', ManageTokenRecord, ['createdAt']);
export const StopLinkView = view('provide-services', ManageTokenRecord, ['mailboxName']);
export const UnsubscribedView = view('tell-about-services', UnsubscribedRecord, ['since']);
export const WorkplacesView = openly(WorkplacesRecord);
export const WorkplacePartView = openly(WorkplacePartRecord);
export const WorkplacePartPlace = placesOnly('pk', 'sk');
export const StaffMemberView = view('keep-account', StaffMemberRecord, [
  ...(Object.keys(staffMemberFields) as (keyof typeof staffMemberFields)[]),
  'expiresAt',
]);
export const StaffAddressView = view('keep-account', StaffAddressRecord, ['staffMemberId', 'until']);
export const StaffAdminsView = openly(StaffAdminsRecord);
export const PolicyNoticesView = openly(PolicyNoticesRecord);
/** Who consents to news now, as far as a letter asks. */
export const NewsConsentView = view('tell-about-services', ChoiceRecord, [
  'personId',
  'sort',
  'purpose',
  'number',
  'endedAt',
]);
export const NewsReaderView = view('tell-about-services', PersonRecord, [
  'personId',
  'name',
  'workEmail',
  'workplace',
  'jobRole',
  'sub',
  'mergedInto',
  'expiresAt',
]);
export const ChoiceView = view(
  'provide-services',
  ChoiceRecord,
  Object.keys(choiceFields) as (keyof typeof choiceFields)[],
);

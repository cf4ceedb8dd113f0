import type * as z from 'zod';
import { dayInWords, londonDay } from '#domain/time/london.ts';
import { type Profile, ProfileChange } from '#functions/people/accounts/schemas.ts';
import { jobRoleInWords } from '#hub/job-roles.ts';
import { Button } from '../components/button.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { FaultsSummary } from '../forms/faults-summary.tsx';
import { createForm, type Typed } from '../forms/form.ts';
import { type AskedField, Inputs } from '../forms/inputs.tsx';
import { personChoices } from '../forms/person-fields.ts';
import type { Filled } from '../forms/sending.ts';
import type { Page } from '../layout.tsx';
import type { Offered } from '../sessions/offered.ts';
import { versionField } from './newest.ts';
import type { Own } from './own.ts';
import { KeptNote, OwnForm, ownPage } from './own-page.tsx';

export type OwnProfile = z.output<typeof Profile>;

export const profileForm = createForm<AskedField>(ProfileChange, [
  { name: 'name', pointer: '/name', kind: 'text', needed: true, autocomplete: 'name' },
  { name: 'odsCode', pointer: '/workplace/odsCode', kind: 'text' },
  { name: 'workplace', pointer: '/workplace/name', kind: 'text', autocomplete: 'organization' },
  { name: 'borough', pointer: '/workplace/borough', kind: 'select', needed: true },
  { name: 'jobRole', pointer: '/jobRole', kind: 'select', needed: true },
  { name: 'jobTitle', pointer: '/jobTitle', kind: 'text', needed: true, autocomplete: 'organization-title' },
]);

const workplaceInWords = ({ workplace: { odsCode, name, borough } }: OwnProfile): string =>
  [name, odsCode, borough].filter((part) => part !== undefined).join(', ');

const pages = [
  { href: '/account/bookings', text: 'Your bookings' },
  { href: '/account/funding-requests', text: 'Your funding requests' },
  { href: '/account/training-records', text: 'Your training' },
  { href: '/account/cpd-log', text: 'Your CPD log' },
  { href: '/account/consents', text: 'What you agree to, and what you do not' },
  { href: '/account/demographics', text: 'Your gender, age, ethnicity and disability, if you choose to tell us' },
  { href: '/account/holdings', text: 'Everything that we hold about you' },
] as const;

export const accountPage = (page: Page, profile: OwnProfile) =>
  ownPage(page, {
    title: 'Your account',
    isBelow: false,
    children: (
      <>
        <h1 class="nhsuk-heading-l">Your account</h1>
        <ul class="nhsuk-list">
          {pages.map(({ href, text }) => (
            <li>
              <a href={href}>{text}</a>
            </li>
          ))}
        </ul>
        <h2 class="nhsuk-heading-m">About you</h2>
        <SummaryList
          rows={[
            { key: 'Name', value: profile.name },
            { key: 'Work email address', value: profile.workEmail },
            { key: 'Where you work', value: workplaceInWords(profile) },
            { key: 'Role', value: jobRoleInWords(profile.jobRole) },
            { key: 'Job title', value: profile.jobTitle },
          ]}
        />
        <p>
          <a href="/account/profile">Change what we know about you</a>
        </p>
        <p>
          <a href="/account/profile/email">Change your work email address</a>
        </p>
        <p>
          <a href="/account/passkey">Add a passkey, to sign in without a code</a>
        </p>
        <p>Your account ends on {dayInWords(londonDay(profile.endsAt))}, unless you use it before.</p>
        <p>
          <a href="/account/leave">Delete your account</a>
        </p>
      </>
    ),
  });

export const typedOf = (profile: OwnProfile): Typed => ({
  ...profileForm.typedOf(profile),
  [versionField]: String(profile.version),
});

interface ProfileProps extends Filled {
  readonly own: Own;
  readonly offered: Offered;
}

export const profilePage = (page: Page, { own, offered, typed, faults, key }: ProfileProps) =>
  ownPage(page, {
    title: 'Change what we know about you',
    hasError: Object.keys(faults).length > 0,
    children: (
      <>
        <FaultsSummary faults={faults} />
        <h1 class="nhsuk-heading-l">Change what we know about you</h1>
        <KeptNote own={own} />
        <p>Your bookings of sessions that are not over say the same within a minute or so.</p>
        <OwnForm own={own} action="/account/profile" sentKey={key}>
          <input type="hidden" name={versionField} value={typed[versionField]} />
          <Inputs form={profileForm} typed={typed} faults={faults} choices={personChoices(offered)} />
          <Button preventDoubleClick>Save</Button>
        </OwnForm>
      </>
    ),
  });

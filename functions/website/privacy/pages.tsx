import type * as z from 'zod';
import { capitalised } from '#domain/text/listed.ts';
import { dayInWords } from '#domain/time/london.ts';
import type { PrivacyPolicy, PrivacyPolicyVersions } from '#functions/privacy/schemas.ts';
import type { ProcessedClass, RecordOfProcessing } from '#privacy/processing.ts';
import { BackLink } from '../components/back-link.tsx';
import { Details } from '../components/details.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import type { Page } from '../layout.tsx';
import { BlocksBelowTitle, Contents, titleOf } from './blocks.tsx';
import { erasedInWords, keptInWords, sharedInWords, sourcesInWords, usesInWords } from './held-words.ts';

type Version = z.output<typeof PrivacyPolicyVersions>['items'][number];

const policyHref = '/privacy-policy';
const versionHref = (version: string): string => `${policyHref}?version=${version}`;
const toPolicy = <BackLink href={policyHref}>How we use your information</BackLink>;

const notTodays: Readonly<Record<Exclude<Version['standing'], 'in-force'>, string>> = {
  'to-come': 'This version does not hold yet.',
  past: 'This version does not hold any more.',
};

const Changes = ({ version, changes }: Pick<Version, 'version' | 'changes'>) =>
  changes.length === 0 ? null : (
    <Details summary={`What changed on ${dayInWords(version)}`}>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {changes.map((change) => (
          <li>{capitalised(change)}</li>
        ))}
      </ul>
    </Details>
  );

/** @param listed - what else is known of a version that was asked for by its day; otherwise it is the one that holds */
export function policyPage(
  page: Page,
  { version, page: blocks }: z.output<typeof PrivacyPolicy>,
  { standing, changes }: Pick<Version, 'standing' | 'changes'> = { standing: 'in-force', changes: [] },
) {
  const title = titleOf(blocks);
  return page({
    title,
    children: (
      <>
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p>Version of {dayInWords(version)}</p>
        {standing !== 'in-force' && (
          <InsetText>
            <p>
              {notTodays[standing]} <a href={policyHref}>Read the one that holds today</a>.
            </p>
          </InsetText>
        )}
        <Changes version={version} changes={changes} />
        <ul class="nhsuk-list">
          <li>
            <a href={`${policyHref}/what-we-hold`}>What we hold and why, in short</a>
          </li>
          <li>
            <a href={`${policyHref}/versions`}>Every version, and what each changed</a>
          </li>
        </ul>
        <Contents blocks={blocks} />
        <BlocksBelowTitle blocks={blocks} />
      </>
    ),
  });
}

const standingInWords: Readonly<Record<Version['standing'], string>> = {
  'to-come': 'To come',
  'in-force': 'Holds today',
  past: 'Held before',
};

export const versionsPage = (page: Page, versions: readonly Version[]) =>
  page({
    title: 'Versions of our privacy policy',
    before: toPolicy,
    children: (
      <>
        <h1 class="nhsuk-heading-l">Versions of our privacy policy</h1>
        {versions.map(({ version, standing, changes }) => (
          <section>
            <h2 class="nhsuk-heading-m">{dayInWords(version)}</h2>
            <p>
              {standingInWords[standing]}.{' '}
              <a href={versionHref(version)}>
                Read it<span class="nhsuk-u-visually-hidden"> as of {dayInWords(version)}</span>
              </a>
            </p>
            <Changes version={version} changes={changes} />
          </section>
        ))}
      </>
    ),
  });

/** What there is of one thing, one below the other. */
const All = ({ of, none }: { readonly of: readonly string[]; readonly none: string }) =>
  of.length > 1 ? (
    <ul class="nhsuk-list nhsuk-list--bullet">
      {of.map((each) => (
        <li>{each}</li>
      ))}
    </ul>
  ) : (
    <span>{of[0] ?? none}</span>
  );

const Held = ({ of, record }: { readonly of: ProcessedClass; readonly record: RecordOfProcessing }) => (
  <Details expander summary={capitalised(of.wording)}>
    <SummaryList
      rows={[
        { key: 'We use it to', value: <All of={usesInWords(of, record)} none="Nothing" /> },
        { key: 'It comes from', value: <All of={sourcesInWords(of)} none="Nobody" /> },
        { key: 'We may share it with', value: <All of={sharedInWords(of, record)} none="Nobody" /> },
        { key: 'We keep it for', value: <All of={keptInWords(of)} none="No time that we can name" /> },
        { key: 'If you ask us to delete it', value: erasedInWords(of) },
        { key: 'If you ask for a copy', value: capitalised(of.access) },
      ]}
    />
  </Details>
);

export const whatWeHoldPage = (page: Page, record: RecordOfProcessing) =>
  page({
    title: 'What we hold and why',
    before: toPolicy,
    children: (
      <>
        <h1 class="nhsuk-heading-l">What we hold and why</h1>
        <p>
          All that we may hold about people, made from the list that our software obeys. It holds nothing else, and uses
          nothing for another purpose.
        </p>
        {[...Map.groupBy(record.classes, ({ section }) => section)].map(([section, classes]) => (
          <section>
            <h2 class="nhsuk-heading-m">{section}</h2>
            {classes.map((of) => (
              <Held of={of} record={record} />
            ))}
          </section>
        ))}
        <h2 class="nhsuk-heading-m">Who answers for it</h2>
        <p>
          {record.controller.legalName ?? record.controller.hub}. Write to{' '}
          <a href={`mailto:${record.controller.email}`}>{record.controller.email}</a> to see what we hold about you, to
          put it right or to have it deleted. The <a href={policyHref}>privacy policy</a> says what other rights you
          have, and how to complain.
        </p>
        <p>
          <a href="/v1/record-of-processing">The whole record of processing activities</a>, as the law asks us to keep
          it.
        </p>
      </>
    ),
  });

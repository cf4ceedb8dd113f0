import * as z from 'zod';
import { block } from '#privacy/page.ts';
import { type RecordOfProcessing as Processed, recordOfProcessing } from '#privacy/processing.ts';
import { policyVersion, standings } from '#privacy/versions.ts';

const version = z.iso
  .date('Enter a day, like 2026-11-28')
  .meta({ description: 'The day from which it holds', example: '2026-11-28' });
const sha256 = policyVersion.shape.sha256.meta({
  description: 'Of all that this version says, which never changes',
  example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
});

export const PolicyQuery = z.strictObject({
  version: version
    .optional()
    .meta({ description: 'The one that holds today where it is left out', example: '2026-11-28' }),
});

export const PrivacyPolicy = z
  .object({
    version,
    sha256,
    page: z.array(block).meta({
      description: 'Its headings, paragraphs and lists, in order',
      example: [
        { kind: 'heading', level: 1, text: 'How the hub uses your information' },
        { kind: 'paragraph', text: 'We use your information to:' },
        { kind: 'list', items: ['provide you with our services'] },
      ],
    }),
  })
  .meta({ id: 'PrivacyPolicy' });

export const PrivacyPolicyVersions = z
  .object({
    items: z.array(
      z.object({
        version,
        sha256,
        standing: z
          .enum(standings)
          .meta({ description: 'Whether it is to come, holds today in London, or held before' }),
        changes: z.array(z.string()).meta({
          description: 'What is done with information since that was not before',
          example: ['a record of your progress: now kept for 6 years from the end of the course'],
        }),
        peopleAreTold: z.boolean().meta({ description: 'Whether people must be told of the change before it holds' }),
      }),
    ),
  })
  .meta({ id: 'PrivacyPolicyVersions' });

const exampleRecord: Processed = {
  controller: {
    hub: 'South East London Workforce Development Hub',
    legalName: null,
    address: ['Third Floor, Northside House', '69 Tweedy Road', 'Bromley', 'BR1 3WA'],
    telephone: '073 8646 9528',
    email: 'info@seltraininghub.co.uk',
    dataProtectionOfficer: null,
    icoRegistration: null,
  },
  purposes: [{ purpose: 'provide-services', wording: 'provide you with our services' }],
  dataSubjects: ['whoever holds the booking'],
  recipients: [{ recipient: 'training-provider', wording: 'the organisation that gives the training' }],
  processors: ['Amazon Web Services, on servers in London'],
  securityMeasures: ['documents are checked for malware before anybody can open them'],
  classes: [
    {
      dataClass: 'booking',
      wording: 'details of training sessions or webinars that you have booked, and whether you attended',
      section: 'Information you give us',
      sources: ['given-by-the-person'],
      purposes: [{ purpose: 'provide-services', basis: 'contract' }],
      recipients: [{ recipient: 'training-provider', leaves: 'identified', only: 'your name and work email only' }],
      retention: [{ rule: 'booking', from: 'the end of the session', years: 6 }],
      erasure: 'anonymise',
      access: 'you get all of it',
      fields: [{ record: 'booking', field: 'workplace', sources: ['given-by-the-person'] }],
    },
  ],
  transfers: [],
};

export const RecordOfProcessing = recordOfProcessing.meta({ id: 'RecordOfProcessing', example: exampleRecord });

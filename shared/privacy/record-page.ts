import { capitalised } from '#domain/text/listed.ts';
import { named } from './controller.ts';
import { heading, list, type Page, paragraph } from './page.ts';
import type { ProcessedClass, RecordOfProcessing } from './processing.ts';
import { inWords } from './retention.ts';
import { type Purpose, purposes, type Recipient, recipients, sourceInWords } from './vocabulary.ts';

/** Fields of one record stand together: `booking: name, workEmail`. */
const fieldsInWords = ({ fields = [] }: ProcessedClass): string[] =>
  [...Map.groupBy(fields, ({ record }) => record)].map(
    ([record, own]) => `${record}: ${own.map(({ field }) => field).join(', ')}`,
  );

const aboutClass = (of: ProcessedClass): Page => [
  heading(3, capitalised(of.wording)),
  ...list([
    `Class: ${of.dataClass}`,
    `From: ${of.sources.map(sourceInWords).join('; ')}`,
    ...of.purposes.map(
      ({ purpose, basis, article9 }) =>
        `Used to ${purposes[purpose as Purpose]}: ${basis}${article9 === undefined ? '' : `, ${article9}`}`,
    ),
    of.recipients.length === 0
      ? 'Recipients: none'
      : `Recipients: ${of.recipients.map(({ recipient, leaves, only = leaves }) => `${recipients[recipient as Recipient]} (${only})`).join('; ')}`,
    ...of.retention.map((period) => `Time limit: ${inWords(period)}`),
    ...(of.andElsewhere === undefined ? [] : [`Besides: ${of.andElsewhere}`]),
    `When erasure is asked for: ${of.erasure}`,
    `When a copy is asked for: ${of.access}`,
    ...fieldsInWords(of),
  ]),
];

/** The record of processing activities, for people to read. */
export const recordOfProcessingPage = (record: RecordOfProcessing): Page => {
  const { controller } = record;
  return [
    heading(1, `Record of processing of ${controller.hub}`),
    paragraph('As Article 30(1) of the UK GDPR lists it.'),
    heading(2, 'Controller'),
    ...list([
      `Name: ${named(controller.legalName)}`,
      `Address: ${named(controller.address?.join(', ') ?? null)}`,
      `Telephone: ${named(controller.telephone)}`,
      `Email: ${controller.email}`,
      `Data protection officer: ${named(controller.dataProtectionOfficer && `${controller.dataProtectionOfficer.name}, ${controller.dataProtectionOfficer.email}`)}`,
      `Registration with the ICO: ${named(controller.icoRegistration)}`,
    ]),
    heading(2, 'Purposes'),
    ...list(record.purposes.map(({ wording }) => capitalised(wording))),
    heading(2, 'Categories of data subjects'),
    ...list(record.dataSubjects.map(capitalised)),
    heading(2, 'Categories of recipients'),
    ...list(record.recipients.map(({ wording }) => capitalised(wording))),
    heading(2, 'Processors'),
    ...list(record.processors),
    heading(2, 'Transfers outside the United Kingdom'),
    ...list(
      record.transfers === null
        ? [named(null)]
        : record.transfers.map(({ recipient, country, safeguard }) => `${recipient}, ${country}: ${safeguard}`),
    ),
    ...(record.transfers?.length === 0 ? [paragraph('None.')] : []),
    heading(2, 'Security measures'),
    ...list(record.securityMeasures.map(capitalised)),
    heading(2, 'Categories of personal data'),
    ...record.classes.flatMap(aboutClass),
  ];
};

import * as z from 'zod';
import { askedStatementKinds } from '#domain/funding/pot.ts';
import { pounds } from '#domain/money.ts';
import { linesOf } from '#domain/text/lines.ts';
import { dayInWords, londonDay } from '#domain/time/london.ts';
import { type Block, paragraph } from '../layout.ts';
import { dear, type MessageBody } from '../message.ts';

/** What every email to somebody who asked for funding says of their request, as it was when the email became owed. */
export const FundingFacts = z.object({
  reference: z.string(),
  /** Of the applicant. */
  name: z.string(),
  courseName: z.string().nullable(),
  providerName: z.string().nullable(),
  /** A day in London. */
  startsOn: z.string().nullable(),
  amountPence: z.int().nullable(),
});
export type FundingFacts = z.output<typeof FundingFacts>;

/** Of what is listed in an email. */
export type Row = [label: string, value: string];

/** A row, or none where there is nothing to say in it. */
export const row = (label: string, value: string | null): Row[] => (value ? [[label, value]] : []);

/** The course as people know it. */
export const courseRows = ({
  courseName,
  providerName,
  startsOn,
}: Pick<FundingFacts, 'courseName' | 'providerName' | 'startsOn'>): Row[] => [
  ...row('Course', courseName),
  ...row('Provider', providerName),
  ...row('Begins', startsOn && dayInWords(startsOn)),
];

/** The course and the reference, once what was asked for no longer matters. @param more - what is listed between them */
export const awardRows = (funding: FundingFacts, ...more: Row[]): Row[] => [
  ...courseRows(funding),
  ...more,
  ['Your reference', funding.reference],
];

/** What is asked for, and the reference. @param more - what is listed before the reference */
export const fundingRows = (funding: FundingFacts, ...more: Row[]): Row[] =>
  awardRows(
    funding,
    ...row('Amount asked for', funding.amountPence === null ? null : pounds(funding.amountPence)),
    ...more,
  );

const because = 'you asked for funding with your work email address';

/** The subject, and the course that it is about where that is known. */
export const withCourse = (subject: string, { courseName }: Pick<FundingFacts, 'courseName'>): string =>
  courseName ? `${subject}: ${courseName}` : subject;

/** An email to whoever asked for funding. */
export const toApplicant = (funding: FundingFacts, subject: string, blocks: readonly Block[]): MessageBody => ({
  subject: withCourse(subject, funding),
  blocks: [dear(funding), ...blocks],
  because,
});

/** What somebody wrote: each of its lines stands on its own, as they meant it to. */
export const written = (text: string): Block[] => linesOf(text).map((line) => paragraph(line.trim()));

/** The last day of what ends at a moment, as people say it: what ends at midnight ends with the day before. */
export const lastDay = (endsAt: string): string =>
  dayInWords(londonDay(new Date(Date.parse(endsAt) - 1).toISOString()));

/** Who was asked for a statement, and as what. */
export const Author = z.object({ kind: z.enum(askedStatementKinds), authorName: z.string() });

/** `Pat Manager (your manager)`. */
export const authorInWords = ({ kind, authorName }: z.output<typeof Author>): string => `${authorName} (your ${kind})`;

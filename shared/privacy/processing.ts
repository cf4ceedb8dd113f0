import * as z from 'zod';
import type { Hub } from '#hub/hub.ts';
import type { FieldClass } from './fields.ts';
import { inventory } from './inventory.ts';
import { periodOf, retentionRules } from './retention.ts';
import { processors, securityMeasures } from './security.ts';
import { subjectRoles } from './subjects.ts';
import {
  accessAnswers,
  type DataClassEntry,
  type Leaving,
  type Purpose,
  purposes,
  type Recipient,
  recipients,
  sections,
} from './vocabulary.ts';

/** A field that is stored, in which record. */
export interface StoredField {
  readonly record: string;
  readonly field: string;
  readonly fieldClass: Extract<FieldClass, { readonly dataClass: unknown }>;
}

const storedField = z.object({ record: z.string(), field: z.string(), sources: z.array(z.string()) });
const period = z.object({
  rule: z.string(),
  from: z.string(),
  years: z.int().optional(),
  days: z.int().optional(),
});

/** One class of what is held. Names stand as texts: a version of another day may know others than this one. */
const processedClass = z.object({
  dataClass: z.string(),
  wording: z.string(),
  section: z.string(),
  sources: z.array(z.string()),
  purposes: z.array(z.object({ purpose: z.string(), basis: z.string(), article9: z.string().optional() })),
  recipients: z.array(
    z.object({
      recipient: z.string(),
      leaves: z.enum(['identified', 'aggregated']),
      /** How much of it, where it leaves as it is. */
      only: z.string().optional(),
    }),
  ),
  retention: z.array(period),
  /** Of what those periods do not say. */
  andElsewhere: z.string().optional(),
  erasure: z.string(),
  access: z.string(),
  /** Left out where a version of the policy is kept: what it says of a class holds for each of its fields. */
  fields: z.array(storedField).optional(),
});

/** What is done with personal data, as data: what two days, or two revisions, are compared by. */
export const processing = z.object({
  classes: z.array(processedClass),
  transfers: z.array(z.object({ recipient: z.string(), country: z.string(), safeguard: z.string() })).nullable(),
});
export type Processing = z.output<typeof processing>;
export type ProcessedClass = Processing['classes'][number];

/** The record of processing activities (UK GDPR, Article 30(1)). */
export const recordOfProcessing = processing.extend({
  controller: z.object({
    hub: z.string(),
    legalName: z.string().nullable(),
    address: z.array(z.string()).nullable(),
    telephone: z.string().nullable(),
    email: z.string(),
    dataProtectionOfficer: z.object({ name: z.string(), email: z.string() }).nullable(),
    icoRegistration: z.string().nullable(),
  }),
  purposes: z.array(z.object({ purpose: z.string(), wording: z.string() })),
  dataSubjects: z.array(z.string()),
  recipients: z.array(z.object({ recipient: z.string(), wording: z.string() })),
  processors: z.array(z.string()),
  securityMeasures: z.array(z.string()),
});
export type RecordOfProcessing = z.output<typeof recordOfProcessing>;

const entriesOf = <K extends string, V>(of: Readonly<Partial<Record<K, V>>>) => Object.entries(of) as [K, V][];

/** Purposes that some class is used for, in the inventory's order. */
const usedPurposes = (): Purpose[] => {
  const used = new Set(Object.values(inventory).flatMap((entry: DataClassEntry) => Object.keys(entry.purposes)));
  return entriesOf(purposes).flatMap(([purpose]) => (used.has(purpose) ? [purpose] : []));
};

const usedRecipients = (): Recipient[] => {
  const used = new Set(Object.values(inventory).flatMap((entry: DataClassEntry) => Object.keys(entry.recipients)));
  return entriesOf(recipients).flatMap(([recipient]) => (used.has(recipient) ? [recipient] : []));
};

function classOf(
  dataClass: string,
  entry: DataClassEntry,
  hub: Hub,
  fields: readonly StoredField[] | undefined,
): ProcessedClass {
  return {
    dataClass,
    wording: entry.wording,
    section: sections[entry.section],
    sources: [...entry.sources],
    purposes: entriesOf(entry.purposes).map(([purpose, use]) => ({ purpose, ...use })),
    recipients: entriesOf<Recipient, Leaving>(entry.recipients).map(([recipient, leaving]) => ({
      recipient,
      ...(leaving === 'aggregated' ? { leaves: leaving } : { leaves: 'identified', only: leaving.identified }),
    })),
    retention: [entry.retention]
      .flat()
      .map((rule) => ({ rule, from: retentionRules[rule].from, ...periodOf(rule, hub.retention) })),
    ...(entry.andElsewhere && { andElsewhere: entry.andElsewhere(hub) }),
    erasure: typeof entry.erasure === 'string' ? entry.erasure : `kept, because ${entry.erasure.keep}`,
    access: accessAnswers[entry.access],
    ...(fields && {
      fields: fields
        .filter(({ fieldClass }) => fieldClass.dataClass === dataClass)
        .map(({ record, field, fieldClass }) => ({ record, field, sources: [...fieldClass.sources] })),
    }),
  };
}

/** @param fields - every field that is stored, where each is to be named */
export const processingOf = (hub: Hub, fields?: readonly StoredField[]): Processing => ({
  classes: Object.entries(inventory).map(([name, entry]) => classOf(name, entry, hub, fields)),
  transfers: hub.transfers?.map((transfer) => ({ ...transfer })) ?? null,
});

export function recordOfProcessingOf(hub: Hub, fields: readonly StoredField[]): RecordOfProcessing {
  const { controller, contact, name } = hub;
  return {
    controller: {
      hub: name,
      legalName: controller.legalName,
      address: controller.address && [...controller.address],
      telephone: controller.telephone,
      email: contact.dataProtectionEmail,
      dataProtectionOfficer: controller.dataProtectionOfficer,
      icoRegistration: controller.icoRegistration,
    },
    purposes: usedPurposes().map((purpose) => ({ purpose, wording: purposes[purpose] })),
    dataSubjects: [...Object.values(subjectRoles), 'our staff, in the record of what they did'],
    recipients: usedRecipients().map((recipient) => ({ recipient, wording: recipients[recipient] })),
    processors: [...processors],
    securityMeasures: Object.values(securityMeasures),
    ...processingOf(hub, fields),
  };
}

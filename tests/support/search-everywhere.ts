import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { storeOf, storesAt } from '#privacy/find-store.ts';
import type { StoreKind } from '#privacy/store-kinds.ts';
import type { ResolvedResource } from '../../infra/local/template/resolve.ts';
import { fits } from '../../infra/local/triggers/event-pattern.ts';
import type { TestPlatform } from './platform.ts';
import { streamRecords } from './stream-records.ts';
import { placesOf } from './values-in.ts';

/** Where a value was found. */
export interface Found {
  /** As `shared/privacy/store-kinds.ts` calls it. */
  readonly kind: StoreKind;
  /** The resource's id in the templates, without the hash behind it. */
  readonly resource: string;
  /** Where the resource holds several stores: which of them, by how its keys begin. */
  readonly part?: string;
  readonly key: string;
  /** Of the field, where it is not the key itself. */
  readonly path: string;
}

/** Something that is kept. */
interface Thing {
  readonly key: string;
  readonly content: unknown;
}

type Looked = Pick<TestPlatform, 'kept' | 'stateDir'>;
type Things = AsyncIterable<Thing> | Iterable<Thing>;
type Searcher = (hub: Looked, resource: ResolvedResource) => Things;

/** The two clients' types of one thing differ in name alone. */
type Image = Parameters<typeof unmarshall>[0];

/** What no engine of this machine keeps, though AWS does. */
const keptByAwsAlone: Searcher = () => [];

async function* itemsOf({ kept }: Looked, { ref }: ResolvedResource) {
  for await (const { Items = [] } of paginateScan({ client: kept.client }, { TableName: ref, ConsistentRead: true })) {
    for (const item of Items.map((each) => unmarshall(each))) yield { key: `${item.pk} ${item.sk}`, content: item };
  }
}

/** Each change with the record as it was before and after. */
async function* changesOf({ kept }: Looked, { ref }: ResolvedResource) {
  for await (const { dynamodb } of streamRecords(kept.client, ref)) {
    const [before, after] = [dynamodb?.OldImage, dynamodb?.NewImage].map(
      (image) => image && unmarshall(image as Image),
    );
    yield { key: dynamodb?.SequenceNumber ?? '', content: { before, after } };
  }
}

function* objectsOf({ kept: { objects, uploads } }: Looked, { ref }: ResolvedResource) {
  for (const { key, versionId } of objects.versions(ref, '')) {
    const { body, contentType, tags } = objects.get(ref, key, versionId) ?? {};
    yield { key, content: { key, body, contentType, tags } };
  }
  for (const { key, uploadId } of uploads.list(ref)) {
    const parts = uploads.parts(uploadId).map(({ number }) => uploads.bodyOf(uploadId, number));
    yield { key, content: { key, unfinished: Buffer.concat(parts) } };
  }
}

const Message = z.looseObject({ messageId: z.string(), body: z.string() });
const Inspected = z.object({
  messages: z.object({
    ready: z.array(Message),
    delayed: z.array(Message),
    inflight: z.array(z.object({ message: Message })),
  }),
});

/** As the engine keeps them: none is received, so that none is hidden from who reads the queue. */
async function* messagesOf({ kept }: Looked, { ref }: ResolvedResource) {
  const response = await fetch(`${kept.queues}/_fauxqs/queues/${ref.split('/').at(-1)}`);
  if (!response.ok) throw new Error(`The engine for SQS answered ${response.status} about ${ref}`);
  const { ready, delayed, inflight } = Inspected.parse(await response.json()).messages;
  for (const message of [...ready, ...delayed, ...inflight.map((each) => each.message)])
    yield { key: message.messageId, content: message };
}

async function* usersOf({ kept }: Looked, { ref }: ResolvedResource) {
  for (const user of await kept.users(ref)) yield { key: ref, content: user };
}

/** A function's log is a file by the function's name; the gateway writes none here. */
function* logOf({ kept, stateDir }: Looked, { ref }: ResolvedResource) {
  const LoggingTo = z.object({ LoggingConfig: z.object({ LogGroup: z.literal(ref) }) });
  for (const fn of kept.resources.filter(({ type }) => type === 'AWS::Lambda::Function')) {
    if (!LoggingTo.safeParse(fn.properties).success) continue;
    const lines = readFileSync(join(stateDir, 'logs', `${fn.ref}.log`), 'utf8').split('\n');
    for (const [index, line] of lines.entries()) yield { key: `line ${index + 1}`, content: line };
  }
}

const numbered = (texts: readonly string[]) => texts.map((text, index) => ({ key: String(index), content: text }));

/** Of all that is on the bus, what the rule would hand on. */
function eventsOf({ kept }: Looked, { properties }: ResolvedResource): Things {
  const { EventPattern: pattern } = properties;
  return pattern === undefined
    ? []
    : numbered(kept.notifications.waiting().filter((event) => fits(pattern, JSON.parse(event))));
}

/** How each kind of store is searched here. A kind without one does not compile. */
const searchers: Readonly<Record<StoreKind, Searcher>> = {
  items: itemsOf,
  changes: changesOf,
  copies: keptByAwsAlone,
  objects: objectsOf,
  messages: messagesOf,
  notices: ({ kept }, { ref }) => numbered(kept.notifications.waiting(ref)),
  events: eventsOf,
  // What waits for a function stands in its topic or on the bus until the function has taken it.
  invocations: keptByAwsAlone,
  users: usersOf,
  'sign-ins': keptByAwsAlone,
  log: logOf,
  suppressions: ({ kept }) => numbered(kept.suppressionList.list()),
  counts: keptByAwsAlone,
};

const nameOf = ({ logicalId }: ResolvedResource): string => logicalId.replace(/[0-9A-F]{8}$/, '');

async function* foundIn(
  hub: Looked,
  value: string,
  resource: ResolvedResource,
  kinds: readonly StoreKind[],
): AsyncGenerator<Found> {
  const candidates = storesAt(resource);
  for (const kind of kinds.filter((each) => candidates.some((store) => store.kind === each))) {
    const ofKind = candidates.filter((store) => store.kind === kind);
    for await (const { key, content } of searchers[kind](hub, resource)) {
      // Asked of everything that is there, not only of what is found: what lies where nothing should is a fault of its own.
      const { part } = ofKind.some((store) => store.part !== undefined) ? storeOf(key, ofKind) : {};
      for (const path of placesOf(value, content))
        yield { kind, resource: nameOf(resource), ...(part !== undefined && { part }), key, path };
    }
  }
}

/**
 * Looks for a value in every store that the templates make: an address, a name, a text of somebody's. What was sent to people's own
 * mailboxes is theirs, and not looked through.
 *
 * @param kinds - only in these
 * @returns where it stands, each place once
 * @throws where the templates have a store of which nothing says how it is searched, or something lies in no part that is known
 */
export async function searchEverywhere(
  hub: Looked,
  value: string,
  kinds: readonly StoreKind[] = Object.keys(searchers) as StoreKind[],
): Promise<Found[]> {
  const found = new Map<string, Found>();
  for (const resource of hub.kept.resources) {
    for await (const place of foundIn(hub, value, resource, kinds)) found.set(JSON.stringify(place), place);
  }
  return [...found.values()];
}

/** In which stores, as a list that reads well: `items Records`, `objects Documents documents/`. */
export const storesIn = (found: readonly Found[]): string[] =>
  [...new Set(found.map(({ kind, resource, part }) => [kind, resource, part].filter(Boolean).join(' ')))].sort();

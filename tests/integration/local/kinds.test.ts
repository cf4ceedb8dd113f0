import { beforeAll, describe, expect, it } from 'vitest';
import { keys } from '#records/keys.ts';
import { indexed, type Kind, kinds } from '#records/kinds.ts';
import { createPermissions, type Permissions } from '../../../infra/local/aws/permissions.ts';
import type { Deployment } from '../../../infra/local/template/deployment.ts';
import { deployedFunction, testDeployment } from '../../support/deployment.ts';

describe('what a function may touch, as IAM decides it', () => {
  let deployment: Deployment;
  let permissions: Permissions;
  let table: string;

  beforeAll(async () => {
    deployment = testDeployment();
    permissions = createPermissions(deployment.naming);
    table = deployment.tables.find(({ StreamSpecification }) => StreamSpecification)?.arn ?? '';
  });

  /** Whether a function may do this to records with these partition keys, of the table or of one of its indexes. */
  function may(name: string, action: string, pks: readonly string[], index?: string): Promise<boolean> {
    return permissions.isAllowed(deployedFunction(deployment, name), {
      action: `dynamodb:${action}`,
      resource: index === undefined ? table : `${table}/index/${index}`,
      context: pks.length > 0 ? { 'dynamodb:LeadingKeys': pks } : {},
    });
  }

  async function kindsAllowed(name: string, action: string): Promise<string[]> {
    const all = Object.keys(kinds) as Kind[];
    const allowed = await Promise.all(all.map((kind) => may(name, action, [`${kinds[kind]}1`])));
    return all.filter((_, index) => allowed[index]);
  }

  it('is, for the calendar, public sessions only', async () => {
    for (const action of ['GetItem', 'BatchGetItem']) {
      expect(await kindsAllowed('calendar-public', action)).toEqual(['session', 'places', 'listing']);
    }
    expect(await kindsAllowed('calendar-public', 'Query')).toEqual(['listingWeek']);
    for (const action of ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem']) {
      expect(await kindsAllowed('calendar-public', action), action).toEqual([]);
    }
    const readable = await Promise.all(
      Object.entries(indexed).map(async ([name, { index, prefix }]) =>
        (await may('calendar-public', 'Query', [prefix.endsWith('#') ? `${prefix}1` : prefix], index)) ? name : [],
      ),
    );
    expect(readable.flat()).toEqual(['publishedSessions', 'listingWeeks']);
    const [session, booking] = [keys.session('1').pk, keys.booking('1').pk];
    expect(await may('calendar-public', 'BatchGetItem', [session, keys.places('1').pk])).toBe(true);
    expect(await may('calendar-public', 'BatchGetItem', [session, booking])).toBe(false);
  });

  it('is nothing without a key, and nobody may scan', async () => {
    for (const { environment } of deployment.functions) {
      const name = environment.POWERTOOLS_SERVICE_NAME ?? '';
      expect(await may(name, 'GetItem', []), name).toBe(false);
      expect(await may(name, 'Scan', []), name).toBe(false);
    }
  });

  it('is what people need, and what links are checked by, where few may see it', async () => {
    // Whoever asks what is held about them is answered with all of it.
    const answering = ['privacy-admin', 'privacy-me'];
    const readers = async (kind: Kind) => {
      const names = deployment.functions.map(({ environment }) => environment.POWERTOOLS_SERVICE_NAME ?? '');
      const allowed = await Promise.all(names.map((name) => may(name, 'GetItem', [`${kinds[kind]}1`])));
      return names.filter((_, index) => allowed[index]).sort();
    };
    expect(await readers('accessNeeds')).toEqual(['bookings-admin', 'bookings-follow-up', ...answering]);
    expect(await readers('bookingLink')).toEqual(['bookings-public', ...answering]);
    expect(await readers('allowance')).toEqual(['funding-admin', 'funding-public', 'funding-tend', ...answering]);
    expect(await readers('person')).toEqual([
      // By an address that outlives its person: whether they are there still, and where they read their mail by now.
      ...['bookings-admin', 'bookings-follow-up', 'bookings-me', 'bookings-public'],
      // Whose evidence of training it is.
      ...['documents-check', 'documents-me', 'documents-tend'],
      ...['emails-deliver', 'emails-deliver-certificate', 'funding-me', 'funding-public', 'news-admin'],
      ...['people-admin', 'people-demographics', 'people-end-users', 'people-me', 'people-public'],
      ...['people-tell', 'people-tend'],
      ...answering,
      ...['training-admin', 'training-cpd-me', 'training-me'],
    ]);
  });
});

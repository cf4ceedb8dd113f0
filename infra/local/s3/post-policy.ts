import * as z from 'zod';
import { accessDenied, S3Error } from './errors.ts';
import { readScope, type Scope, verify } from './signature-v4.ts';

const Policy = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
      z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
      z.record(z.string(), z.string()),
    ]),
  ),
});

/** Fields that no condition need name (Amazon S3 API reference, POST policy). */
const isFree = (name: string): boolean =>
  ['x-amz-signature', 'file', 'policy', 'awsaccesskeyid'].includes(name) || name.startsWith('x-ignore-');

const failed = (condition: unknown) =>
  accessDenied(`Invalid according to Policy: Policy Condition failed: ${JSON.stringify(condition)}`);

/**
 * Who signed the form that is posted: and that what is posted is what was signed, condition by condition.
 *
 * @param fields - by their names in lower case, with the bucket among them as its own
 * @throws S3Error
 */
export function verifyForm(fields: ReadonlyMap<string, string>, bytes: number, now: Date): Scope {
  const field = (name: string) => fields.get(name.toLowerCase()) ?? '';
  const encoded = field('policy');
  if (encoded === '') throw accessDenied();
  const scope = readScope(field('x-amz-credential'));
  verify(scope, encoded, field('x-amz-signature'));
  const parsed = Policy.safeParse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  if (!parsed.success) throw new S3Error(400, 'InvalidPolicyDocument', 'Invalid Policy');
  const { expiration, conditions } = parsed.data;
  if (Date.parse(expiration) <= now.getTime()) throw accessDenied('Invalid according to Policy: Policy expired.');

  const named = new Set<string>();
  for (const condition of conditions) {
    if (!Array.isArray(condition)) {
      for (const [name, value] of Object.entries(condition)) {
        named.add(name.toLowerCase());
        if (field(name) !== value) throw failed(['eq', `$${name}`, value]);
      }
    } else if (condition[0] === 'content-length-range') {
      const [, least, most] = condition;
      if (bytes > most)
        throw new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
      if (bytes < least)
        throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum size');
    } else {
      const [operator, variable, value] = condition;
      const name = variable.slice(1).toLowerCase();
      named.add(name);
      const fits = operator === 'eq' ? field(name) === value : field(name).startsWith(value);
      if (!fits) throw failed(condition);
    }
  }
  const extra = [...fields.keys()].find((name) => !isFree(name) && !named.has(name) && name !== 'bucket');
  if (extra !== undefined) throw accessDenied(`Invalid according to Policy: Extra input fields: ${extra}`);
  return scope;
}

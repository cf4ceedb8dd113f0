import { describe, expect, it } from 'vitest';
import { bookings } from '#functions/bookings/contract.ts';
import { areas } from '#functions/contracts.ts';
import type { Caller } from '#http/callers.ts';
import { onceOf } from '#http/once.ts';
import { isWrite, type Route } from '#http/route.ts';

const { bookPlace } = bookings.routes;
const idOf = (caller: Caller, route: Route = bookPlace, key = 'key-1') => onceOf(route, caller, {}, key)?.id;
const staffMember = (sub: string): Caller => ({ kind: 'staff', sub, workEmail: 'a@hub.example', groups: ['admin'] });
const learner = (sub: string): Caller => ({ kind: 'learner', sub, workEmail: 'a@nhs.net' });
const linkHolder = (tokenHash: string): Caller => ({ kind: 'link-holder', tokenHash });

describe('one Idempotency-Key', () => {
  it.each<[string, Caller, Caller]>([
    ['two who hold a link', linkHolder('a'), linkHolder('b')],
    ['two members of staff', staffMember('a'), staffMember('b')],
    ['two learners', learner('a'), learner('b')],
    ['a learner and staff of the same id', learner('a'), staffMember('a')],
    ['a learner and who holds a link', learner('a'), linkHolder('a')],
    ['somebody and who is signed in', { kind: 'guest' }, learner('guest')],
  ])('is two requests from %s', (_, one, other) => {
    expect(idOf(one)).not.toBe(idOf(other));
    expect(idOf(one)).toBe(idOf({ ...one }));
  });

  it('is another request to each operation', () => {
    const writes = areas.flatMap((area) => Object.values<Route>(area.routes)).filter(isWrite);
    expect(new Set(writes.map((route) => idOf(staffMember('a'), route))).size).toBe(writes.length);
  });

  it('is another request than the next key', () => {
    expect(idOf(learner('a'), bookPlace, 'key-1')).not.toBe(idOf(learner('a'), bookPlace, 'key-2'));
  });
});

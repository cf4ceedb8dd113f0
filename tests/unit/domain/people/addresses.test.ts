import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressesByMailbox,
  addressForWhatBegan,
  bothConsent,
  confirmedAddresses,
  type HasAddresses,
  isOver,
  withAddress,
  withConsent,
} from '#domain/people/addresses.ts';

const at = (day: number) => `2027-01-${String(day).padStart(2, '0')}T09:00:00.000Z`;

describe('the addresses of somebody', () => {
  it('are the one alone that was never changed', () => {
    expect(confirmedAddresses({ workEmail: 'a@nhs.net' })).toEqual(['a@nhs.net']);
  });

  it('are written to about what began while they were theirs, by the present one; about all else as it was made', () => {
    const person = {
      workEmail: 'b@nhs.net',
      addresses: [
        { workEmail: 'a@nhs.net', from: at(1), until: at(5) },
        { workEmail: 'b@nhs.net', from: at(5) },
      ],
    };
    expect(addressForWhatBegan(person, 'a@nhs.net', at(4))).toBe('b@nhs.net');
    expect(addressForWhatBegan(person, 'a@nhs.net', at(5))).toBe('a@nhs.net');
    expect(addressForWhatBegan(person, 'a+tag@nhs.net', at(4))).toBe('a+tag@nhs.net');
    expect(addressForWhatBegan(person, 'b@nhs.net', at(4))).toBe('b@nhs.net');
    expect(addressForWhatBegan({ workEmail: 'c@nhs.net' }, 'c@nhs.net', at(4))).toBe('c@nhs.net');
  });

  it('are dated: the first from when it was confirmed, each until the next', () => {
    const first = withAddress({ workEmail: 'a@nhs.net' }, 'b@nhs.net', { since: at(1), at: at(2) });
    const addresses = withAddress({ workEmail: 'b@nhs.net', addresses: first }, 'c@nhs.net', {
      since: at(1),
      at: at(3),
    });
    expect(addresses).toEqual([
      { workEmail: 'a@nhs.net', from: at(1), until: at(2) },
      { workEmail: 'b@nhs.net', from: at(2), until: at(3) },
      { workEmail: 'c@nhs.net', from: at(3) },
    ]);
  });

  it('are never lost, whatever they are changed to, and one at a time is in use', () => {
    const address = fc.constantFrom('a@nhs.net', 'b@nhs.net', 'b+1@nhs.net', 'c@nhs.net');
    fc.assert(
      fc.property(fc.array(address, { maxLength: 8 }), (changes) => {
        let person: HasAddresses = { workEmail: 'first@nhs.net' };
        for (const [day, newEmail] of changes.entries()) {
          const addresses = withAddress(person, newEmail, { since: at(1), at: at(day + 2) });
          expect(addresses.filter(({ until }) => until === undefined)).toEqual([
            expect.objectContaining({ workEmail: newEmail }),
          ]);
          person = { workEmail: newEmail, addresses };
        }
        expect(confirmedAddresses(person).sort()).toEqual([...new Set(['first@nhs.net', ...changes])].sort());
      }),
    );
  });

  it('are one for each mailbox, where one is asked for', () => {
    const addresses = ['a@nhs.net', 'b@nhs.net', 'b+1@nhs.net'].map((workEmail) => ({ workEmail, from: at(1) }));
    expect(addressesByMailbox({ workEmail: 'a@nhs.net', addresses })).toHaveLength(2);
  });
});

describe('a change of address', () => {
  it('needs both to agree, in either order, and what was said first stays', () => {
    const one = withConsent({}, 'new', at(1));
    expect(bothConsent(one)).toBe(false);
    expect(withConsent(one, 'new', at(2))).toEqual(one);
    expect(bothConsent(withConsent(one, 'old', at(2)))).toBe(true);
    expect(bothConsent(withConsent({}, 'old', at(2)))).toBe(false);
  });

  it('is over once it was made, or refused by one of them', () => {
    expect([{}, { usedAt: at(1) }, { refusedAt: at(1) }].map(isOver)).toEqual([false, true, true]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailboxOf, sameMailbox } from '#domain/people/mailbox.ts';
import { emailAddress } from '#domain/people/person.ts';
import { keys } from '#records/keys.ts';

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const addresses = fc.tuple(word, word).map(([name, domain]) => `${name}@${domain}.nhs.uk`);
const tags = fc.stringMatching(/^[A-Za-z0-9+._-]{0,12}[a-z]$/).filter((tag) => !tag.includes('..'));
const tagged = (address: string, tag: string) => address.replace('@', `+${tag}@`);

describe('the mailbox of an address', () => {
  it.each([
    ['jo.brown@nhs.net', 'jo.brown@nhs.net'],
    ['Jo.Brown@NHS.net', 'jo.brown@nhs.net'],
    ['jo.brown+courses@nhs.net', 'jo.brown@nhs.net'],
    ['jo.brown+courses+2027@nhs.net', 'jo.brown@nhs.net'],
    ['jo.brown+@nhs.net', 'jo.brown@nhs.net'],
    // Dots are part of a name: of which mail systems they are not, nobody can tell from an address.
    ['j.o.brown@nhs.net', 'j.o.brown@nhs.net'],
    // Nothing before the tag is no name to fall back upon.
    ['+courses@nhs.net', '+courses@nhs.net'],
    // Only what stands before the last @ can be a tag.
    ['jo@c++.example', 'jo@c++.example'],
    ['not an address', 'not an address'],
    ['not+an+address', 'not+an+address'],
  ])('%s is %s', (address, mailbox) => {
    expect(mailboxOf(address)).toBe(mailbox);
  });

  it('is itself an address, and its own mailbox', () => {
    fc.assert(
      fc.property(addresses, tags, (address, tag) => {
        const mailbox = mailboxOf(tagged(address, tag));
        expect(emailAddress.parse(mailbox)).toBe(mailbox);
        expect(mailboxOf(mailbox)).toBe(mailbox);
      }),
    );
  });

  it('is one for every tag and every spelling, and another for every name and every domain', () => {
    fc.assert(
      fc.property(addresses, addresses, tags, (one, other, tag) => {
        expect(sameMailbox(tagged(one, tag), one.toUpperCase())).toBe(true);
        expect(sameMailbox(tagged(one, tag), tagged(other, tag))).toBe(one === other);
      }),
    );
  });
});

describe('what is kept under an address', () => {
  it('is kept once for all addresses of a mailbox', () => {
    expect(keys.address('jo+1@nhs.net')).toEqual(keys.address('jo@nhs.net'));
    expect(keys.asks('jo+1@nhs.net')).toEqual(keys.asks('Jo@nhs.net'));
    expect(keys.allowance('jo+1@nhs.net', 'cpd')).toEqual(keys.allowance('jo+2@nhs.net', 'cpd'));
    expect(keys.address('jo@nhs.net')).not.toEqual(keys.address('bo@nhs.net'));
  });

  it('is of the very address where it says that mail comes back: a stranger’s tag silences nobody', () => {
    expect(keys.suppressedAddress('jo+bounces@nhs.net')).not.toEqual(keys.suppressedAddress('jo@nhs.net'));
    expect(keys.suppressedAddress('Jo@NHS.net')).toEqual(keys.suppressedAddress('jo@nhs.net'));
  });
});

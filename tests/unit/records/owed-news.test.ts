import { expect, it } from 'vitest';
import { newsMessage, owedMessage } from '#email/owed-message.ts';
import { oweEmail, oweNews } from '#records/emails/emails.ts';
import { keys } from '#records/keys.ts';
import { newsEmailId } from '#records/news/mail-out.ts';

const now = new Date('2027-01-04T09:00:00.000Z');
const [newsId, personId, emailId] = [
  '01KEX4S6V8Z2M9Q3T7R5W1YB0N',
  '01KF5A2C4E6G8J1M3P5R7T9V2X',
  '01KF9B2C4E6G8J1M3P5R7T9V2X',
];
const to = 'ann.bell@nhs.net';
const account = { kind: 'account', id: personId } as const;
const facts = { newsId, name: 'Ann Bell', title: 'Places to train', text: 'Twelve places.' };
const reader = { consent: { personId, number: 3 }, workEmail: to, mailboxName: 'f00d', linkExpiresAt: 1_800_000_000 };

it('is owed with the consent that it rests on, and with a mailbox that takes it, or not at all', () => {
  const writes = oweNews(newsMessage(emailId, { kind: 'news-letter', facts }), reader, now);
  expect(Object.keys(writes).sort()).toEqual(['consent', 'email', 'mailbox']);
  expect(writes.email).toMatchObject({
    kind: 'put',
    key: keys.email({ emailId, about: { kind: 'news', id: personId } }),
    item: { to, kind: 'news-letter', linkExpiresAt: reader.linkExpiresAt },
  });
  expect(writes.consent).toMatchObject({
    kind: 'check',
    key: keys.choice({ personId, sort: 'consent', purpose: 'news', number: 3 }),
  });
  expect(writes.mailbox).toMatchObject({ kind: 'check', key: keys.unsubscribed('f00d') });
});

it('cannot be owed without, which types tell', () => {
  const news = newsMessage(emailId, { kind: 'news-letter', facts });
  const service = owedMessage(emailId, { kind: 'email-changed', facts: {} });
  const never: readonly (() => unknown)[] = [
    // @ts-expect-error It is news.
    () => oweEmail({ ...news, to, about: account }, now),
    // @ts-expect-error What is about news is news.
    () => oweEmail({ ...service, to, about: { kind: 'news', id: personId } }, now),
    // @ts-expect-error Nothing says of which sort it is.
    () => oweEmail({ emailId, kind: 'news-letter', facts, to, about: account }, now),
    // @ts-expect-error Of a sort is only what is made as such.
    () => owedMessage(emailId, { kind: 'news-letter', facts }),
    // @ts-expect-error The other way round.
    () => newsMessage(emailId, { kind: 'email-changed', facts: {} }),
    // @ts-expect-error What people must be told rests on no consent.
    () => oweNews(service, reader, now),
    // @ts-expect-error Nobody's consent.
    () => oweNews(news, { workEmail: to, mailboxName: 'f00d', linkExpiresAt: 1 }, now),
  ];
  expect(never).toHaveLength(7);
});

it('has an id of its letter and its reader, however often it is owed', () => {
  const own = newsEmailId(newsId, personId);
  expect(own).toBe(newsEmailId(newsId, personId));
  expect(own).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  expect(own.slice(0, 10)).toBe(newsId.slice(0, 10));
  expect(newsEmailId(newsId, emailId)).not.toBe(own);
  expect(newsEmailId(emailId, personId)).not.toBe(own);
});

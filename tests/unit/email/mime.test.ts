import { type ParsedMail, simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { composeMime, type MimeParts } from '#email/mime.ts';
import { stopHeaders, stopToken } from '#email/news/stop-news.ts';
import { render } from '#email/registry.ts';
import { booking, cancelled, confirmed, context, waitlisted, webinar } from './owed.ts';

const parts = (message = confirmed()): MimeParts => ({
  ...render(message, context),
  emailId: '01KE',
  from: { name: context.hub.name, address: 'bookings@hub.example' },
  replyTo: context.hub.contact.email,
  to: context.to,
});

const compose = async (changed: Partial<MimeParts> = {}) => (await composeMime({ ...parts(), ...changed })).toString();
const headersOf = (mime: string) => (mime.split('\r\n\r\n')[0] ?? '').replaceAll('\r\n ', ' ').split('\r\n');
const headerNamesOf = (mime: string) => headersOf(mime).map((line) => line.split(':')[0]);
const typesOf = (mime: string) => [...mime.matchAll(/^Content-Type: ([\w/]+)/gm)].map(([, type]) => type);
const addressesOf = (field: ParsedMail['to']) =>
  (Array.isArray(field) ? field : [field]).flatMap((each) => each?.value);

const headerNames = [
  'Auto-Submitted',
  'From',
  'To',
  'Reply-To',
  'Subject',
  'Message-ID',
  'Date',
  'MIME-Version',
  'Content-Type',
];

describe('a composed message', () => {
  it('offers text, HTML and the calendar as alternatives, and the calendar as a file', async () => {
    const mime = await compose();
    expect(typesOf(mime)).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'text/calendar',
      'application/ics',
    ]);
    expect(mime).toContain('Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n');
    expect(mime).toContain('filename=session.ics');
  });

  it('says that a calendar part takes away what it takes away', async () => {
    const mime = await compose(parts(cancelled('confirmed')));
    expect(mime).toContain('Content-Type: text/calendar; charset=utf-8; method=CANCEL\r\n');
  });

  it('has no calendar where the message has none', async () => {
    const mime = (await composeMime(parts(waitlisted()))).toString();
    expect(typesOf(mime)).toEqual(['multipart/alternative', 'text/plain', 'text/html']);
  });

  it('tells mail programs how news is stopped, each header whole on its line, and of other emails nothing', async () => {
    const token = stopToken('01KF5A2C4E6G8J1M3P5R7T9V2X', 'a'.repeat(43));
    const mime = await compose({ headers: stopHeaders('https://www.south-east-london-training.hub.example', token) });
    expect(mime).toContain(
      `\r\nList-Unsubscribe: <https://www.south-east-london-training.hub.example/v1/consents/withdraw/${token}>\r\n`,
    );
    expect(mime).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    expect(await compose()).not.toContain('List-Unsubscribe');
  });

  it('reads as it was written', async () => {
    const written = parts();
    const read = await simpleParser(await composeMime(written));
    expect(read).toMatchObject({ subject: written.subject, text: written.text, html: written.html });
    expect(read.attachments.map(({ content }) => content.toString())).toContain(written.calendar?.content);
    expect(addressesOf(read.from)).toEqual([{ name: context.hub.name, address: 'bookings@hub.example' }]);
    expect(addressesOf(read.to)).toEqual([{ name: '', address: 'siobhan@nhs.net' }]);
    expect(addressesOf(read.replyTo)).toEqual([{ name: '', address: 'info@seltraininghub.co.uk' }]);
  });

  it('tells other machines that a machine wrote it, and names itself by the id of the email', async () => {
    const headers = headersOf(await compose());
    expect(headers).toContain('Auto-Submitted: auto-generated');
    expect(headers).toContain('Message-ID: <01KE@hub.example>');
  });

  it.each([
    'Lung health 🫁 – a refresher for Zoë’s colleagues, with a title far too long to stand in a single encoded word',
    'ندوة عن الربو',
  ])('keeps the subject whole: %s', async (title) => {
    const mime = await composeMime(parts(confirmed({ ...booking, session: { ...webinar, title } })));
    const ascii = headersOf(mime.toString()).every((line) => /^[\x20-\x7e]*$/.test(line));
    expect(ascii).toBe(true);
    expect((await simpleParser(mime)).subject).toBe(`You have a place: ${title}`);
  });

  it.each(['\r\n', '\n', '\r', '=?UTF-8?Q?=0D=0A?='])(
    'lets no line break begin another header: %j',
    async (lineBreak) => {
      const injected = `x${lineBreak}Bcc: victim@example.com${lineBreak}${lineBreak}<b>body</b>`;
      const mime = await compose({
        subject: injected,
        from: { name: injected, address: 'bookings@hub.example' },
        emailId: injected,
      });
      expect(headerNamesOf(mime)).toEqual(headerNames);
      const read = await simpleParser(mime);
      expect(read).not.toHaveProperty('bcc');
      expect(read.text).toBe(parts().text);
    },
  );

  it.each(["o'brien@nhs.net", 'a+b=c@nhs.net', '"quoted, name"@nhs.net', 'zoë@nhs.net'])(
    'is for one person, whatever stands in the address: %s',
    async (to) => {
      const mime = await compose({ to });
      expect(headerNamesOf(mime)).toEqual(headerNames);
      expect(addressesOf((await simpleParser(mime)).to)).toHaveLength(1);
    },
  );

  it('is for nobody else where an address pretends to be two', async () => {
    const read = await simpleParser(await compose({ to: 'a@nhs.net, b@example.com' }));
    expect(addressesOf(read.to).map((each) => each?.address)).not.toContain('b@example.com');
  });

  it('keeps every line within what mail servers take, and stays far below what SES takes', async () => {
    const title = 'Long title 🫁 '.repeat(15);
    const mime = await composeMime(
      parts(
        confirmed({
          ...booking,
          name: 'n'.repeat(200),
          session: { ...webinar, title, joinLink: `https://w.example/${'x'.repeat(480)}` },
        }),
      ),
    );
    const longest = Math.max(
      ...mime
        .toString('latin1')
        .split('\r\n')
        .map((line) => line.length),
    );
    expect(longest).toBeLessThanOrEqual(998);
    expect(mime.byteLength).toBeLessThan(50_000);
  });
});

import { statementBy, statementKinds } from '#domain/funding/pot.ts';
import type { ToldEvent } from '#domain/funding/told-history.ts';
import { capitalised } from '#domain/text/listed.ts';
import { londonDay } from '#domain/time/london.ts';
import type { Request } from './request-words.ts';

type Entry = Request['history'][number];
type Words = string | ((entry: Entry) => string);

/** Who gives the statement that an entry is about. */
const author = ({ about }: Entry): string => {
  const kind = statementKinds.find((each) => each === about);
  return kind ? statementBy(kind) : 'somebody';
};
const authorFirst = (entry: Entry): string => capitalised(author(entry));
const invoice = ({ about }: Entry): string => (about === undefined ? 'your invoice' : `invoice ${about}`);

const words: Readonly<Record<ToldEvent, Words>> = {
  start: 'You began it',
  change: 'You changed what you ask for',
  'ask-statement': (entry) => `You asked ${author(entry)} for a statement of support`,
  'upload-statement': (entry) => `You sent the signed statement of ${author(entry)}`,
  'redirect-statement': (entry) => `${authorFirst(entry)} named somebody else to ask for the statement`,
  'remind-statement': (entry) => `We reminded ${author(entry)} of the statement`,
  'statement-supported': (entry) => `${authorFirst(entry)} gave a statement, and supports it`,
  'statement-not-supported': (entry) => `${authorFirst(entry)} gave a statement, and does not support it`,
  'statement-refused': 'Whoever you asked for a statement told us that they know nothing of it',
  'statement-ended': (entry) => `The time for the statement of ${author(entry)} ended`,
  'ask-statements': 'You sent it. It waited for statements of support',
  submit: ({ by }) => (by === 'applicant' ? 'You sent it to us' : 'It came to us, with the last statement of support'),
  review: 'We began to look at it',
  'request-information': 'We asked you a question',
  reply: 'You answered our question',
  approve: 'We approved it',
  decline: 'We decided that we cannot fund it',
  'ask-progress': 'We asked you how the course goes',
  'chase-progress': 'We asked you again how the course goes',
  'progress-started': 'You told us that the course has started',
  'progress-half-way': 'You told us that you are half-way through the course',
  'progress-finished': 'You told us that you have finished the course',
  'claim-invoice': (entry) => `You sent ${invoice(entry)}`,
  'pay-invoice': (entry) => `We paid ${invoice(entry)}`,
  'payment-failed': (entry) => `The payment of ${invoice(entry)} did not arrive`,
  'reject-invoice': (entry) => `We refused ${invoice(entry)}`,
  'claw-back': 'Some of what we had paid came back to us',
  'warn-of-lapse': 'We told you that the award would end soon',
  'rest-lapsed': 'What nobody had claimed of the award ended',
  lapse: 'The award ended',
  withdraw: 'It was withdrawn',
};

/** What has become of a request, as sentences under the days that they happened on, oldest first. */
export function historyInWords(
  request: Pick<Request, 'history'>,
): { readonly day: string; readonly lines: readonly string[] }[] {
  const days = Map.groupBy(request.history, ({ at }) => londonDay(at));
  return [...days].map(([day, entries]) => ({
    day,
    lines: entries.map((entry) => {
      const said = words[entry.what];
      return typeof said === 'string' ? said : said(entry);
    }),
  }));
}

import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { newsDetails } from '#domain/news/news.ts';
import { personDetails } from '#domain/people/person.ts';
import { linesOf } from '#domain/text/lines.ts';
import { link, paragraph } from '../layout.ts';
import { dear, messageKind } from '../message.ts';

/** To whoever consented to news: what staff wrote, as it was when it was let go out. */
export const newsLetter = messageKind({
  kind: 'news-letter',
  sort: 'news',
  facts: z.object({
    newsId: id,
    name: personDetails.name,
    title: newsDetails.title,
    text: newsDetails.text,
  }),
  render: ({ title, text, ...person }, { manageUrl }) => ({
    subject: title,
    because: 'you agreed that we send you news about our services by email',
    blocks: [
      dear(person),
      ...linesOf(text).map(paragraph),
      paragraph('You can stop this news at any time, with one press. Emails about what you booked or asked for go on.'),
      link('Stop news by email', manageUrl),
    ],
  }),
});

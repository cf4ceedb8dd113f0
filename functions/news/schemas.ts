import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { newsChanges, newsDetails, newsFields } from '#domain/news/news.ts';
import { count } from '#domain/numbers.ts';
import { instant } from '#domain/time/instant.ts';

export const newsId = id.meta({ description: 'Of a letter of news', example: '01KEX4S6V8Z2M9Q3T7R5W1YB0N' });
const title = newsDetails.title.meta({
  description: 'What it is about: the subject of the email',
  example: 'Places to train as a non-medical prescriber',
});
const text = newsDetails.text.meta({
  description: 'Plain text; each line is a paragraph',
  example: 'Twelve funded places begin in September.\nApply by 30 April.',
});
const audience = newsDetails.audience.meta({
  description: 'Who it is for, of those who consented to news: an empty list means everyone',
  example: { roleGroups: ['nurse'], boroughs: [] },
});
const version = newsFields.version.meta({
  description: 'Of the letter, as last read: what is based on an older one is refused',
  example: 1,
});

export const NewNews = z
  .strictObject({ title, text, audience: audience.default({ roleGroups: [], boroughs: [] }) })
  .meta({ id: 'NewNews' });

export const NewsChange = z
  .strictObject({
    version,
    title: title.optional(),
    text: text.optional(),
    audience: newsChanges.audience
      .meta({
        description: 'In place of the one before, both lists',
        example: { roleGroups: [], boroughs: ['Bexley'] },
      })
      .optional(),
  })
  .refine(({ version: _, ...changes }) => Object.values(changes).some((each) => each !== undefined), {
    error: 'Change the title, the text or whom it is for',
  })
  .meta({
    id: 'NewsChange',
    anyOf: [{ required: ['title'] }, { required: ['text'] }, { required: ['audience'] }],
    example: { version: 1, title: 'Places to train as a non-medical prescriber' },
  });

export const NewsRelease = z
  .strictObject({ version: version.meta({ description: 'Of the words that you have read', example: 1 }) })
  .meta({ id: 'NewsRelease' });

const summary = {
  newsId,
  version,
  title,
  audience,
  status: newsFields.status,
  isYours: z.boolean().meta({ description: 'Whether you wrote of it, so that another lets it go out' }),
  createdAt: instant,
  releasedAt: instant.nullable(),
  owed: count.meta({ description: 'To how many it was put in line to be sent', example: 0 }),
  passedOver: count.meta({
    description:
      'How many consent to news, and were not sent it: it is not for them, or news was stopped where they read their mail',
    example: 0,
  }),
};

export const NewsSummary = z.object(summary).meta({ id: 'NewsSummary' });

export const News = z.object({ ...summary, text }).meta({ id: 'News' });

export const NewsPreview = z
  .object({
    newsId,
    version,
    people: count.meta({
      description:
        'To how many it would go now. Whoever reads their mail where news was stopped before is among them, and is not sent it',
      example: 214,
    }),
    isAtLeast: z.boolean().meta({ description: 'Whether there may be more of them: no more are counted at once' }),
    email: z.object({ subject: z.string(), text: z.string(), html: z.string() }).meta({
      description: 'As it would read. Each has their own name, and their own link to stop news',
      example: { subject: 'Places to train as a non-medical prescriber', text: 'Dear …', html: '<!DOCTYPE html>…' },
    }),
  })
  .meta({ id: 'NewsPreview' });

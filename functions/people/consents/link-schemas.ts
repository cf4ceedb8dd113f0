import * as z from 'zod';

export const stopToken = z.string().max(200).meta({
  description: 'As it stands in the link',
  example: '01KF5A2C4E6G8J1M3P5R7T9V2X.Zq3xN0vY4uS7bK1mD8wP5tH2gR6jL9cF',
});

export const OneClick = z
  .object({
    'List-Unsubscribe': z
      .literal('One-Click', 'Send `One-Click`, or leave it out')
      .optional()
      .meta({ description: 'As mail programs send it', example: 'One-Click' }),
  })
  .meta({ id: 'OneClick' });

export const Withdrawn = z
  .object({ stopped: z.literal(true).meta({ description: 'We send no more news, whether we did before or not' }) })
  .meta({ id: 'Withdrawn' });

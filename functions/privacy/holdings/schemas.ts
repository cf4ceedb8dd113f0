import * as z from 'zod';
import { instant } from '#domain/time/instant.ts';

const HeldValue = z.object({
  name: z.string().meta({ example: 'jobTitle' }),
  value: z.json().optional().meta({ example: 'Lead practice nurse' }),
  withheld: z.string().optional().meta({ description: 'Where it is not shown: why, and what to do' }),
  from: z.array(z.string()).meta({ description: 'Where it comes from', example: ['you'] }),
});

const HeldClass = z.object({
  wording: z.string().meta({ description: 'As the policy words it', example: 'your name and work email address' }),
  why: z.array(
    z.object({
      purpose: z.string().meta({ example: 'provide you with our services' }),
      basis: z.string().meta({ example: 'a contract with you, or what you ask of us before one' }),
    }),
  ),
  mayBeSharedWith: z
    .array(z.string())
    .meta({ example: ['the organisation that gives the training (your name and work email only)'] }),
  values: z.array(HeldValue),
  shownAt: z
    .string()
    .optional()
    .meta({ description: 'Of what they alone are shown: by which operation', example: 'GET /v1/me/demographics' }),
});

export const Holding = z
  .object({
    kind: z.string().meta({ example: 'booking' }),
    as: z.string().meta({ description: 'In which way it is theirs', example: 'whoever has booked, or has an account' }),
    endsAt: instant.optional().meta({ description: 'When it is deleted, as things stand' }),
    classes: z.array(HeldClass),
    seen: z
      .array(
        z.object({
          at: instant,
          action: z.string().meta({ example: 'holdings-seen' }),
          why: z.string().optional().meta({ description: 'Where they only looked', example: 'access' }),
        }),
      )
      .meta({ description: 'What our staff did with it, oldest first' }),
  })
  .meta({ id: 'Holding' });

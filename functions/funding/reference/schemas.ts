import * as z from 'zod';
import { employerKinds } from '#domain/funding/pot.ts';
import { day } from '#domain/time/instant.ts';
import { allJobRoles, roleGroups } from '#hub/job-roles.ts';

const label = z.string().meta({ description: 'For people to choose by', example: 'Practice nurse' });

/** What forms offer to choose from. */
export const Reference = z
  .object({
    version: z.string().meta({ description: 'Changes with anything below', example: '4f0c1d2e9a7b' }),
    boroughs: z.array(z.string()).meta({ example: ['Bexley', 'Bromley'] }),
    roleGroups: z
      .array(
        z.object({
          roleGroup: z.enum(roleGroups),
          label,
          jobRoles: z.array(z.object({ jobRole: z.enum(allJobRoles), label })),
        }),
      )
      .meta({
        description: 'Each with its roles, as the National Workforce Reporting Service names them',
        example: [
          { roleGroup: 'nurse', label: 'nurses', jobRoles: [{ jobRole: 'practice-nurse', label: 'Practice nurse' }] },
        ],
      }),
    employers: z.array(z.object({ employer: z.enum(employerKinds), label })).meta({
      description: 'Who employs somebody',
      example: [{ employer: 'gp-practice', label: 'A GP practice' }],
    }),
    courseProviders: z
      .array(
        z.object({
          providerId: z.string(),
          name: z.string(),
          from: day.meta({ description: 'The first day on which a course of theirs may begin' }),
          until: day.nullable().meta({ description: 'The last, where there is one' }),
        }),
      )
      .meta({
        description:
          'Whose courses can be asked for by their id, now or from a day to come. Any other is given by its name',
        example: [
          { providerId: 'kings-college-london', name: 'King’s College London', from: '2026-04-01', until: null },
        ],
      }),
  })
  .meta({ id: 'Reference' });

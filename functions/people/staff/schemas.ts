import * as z from 'zod';
import { id } from '#domain/ids.ts';
import { emailAddress, personName } from '#domain/people/person.ts';
import { staffGroups, staffMemberFields } from '#domain/people/staff.ts';
import { page } from '#http/pages.ts';

export const staffMemberId = id.meta({ description: 'Of a member of staff', example: '01KEX4S6V8Z2M9Q3T7R5W1YB0C' });
const name = personName.meta({ example: 'Grace Mensah' });
const workEmail = emailAddress.meta({ example: 'grace.mensah@hub.example' });
const groups = z
  .array(z.enum(staffGroups))
  .min(1, 'Choose at least one group')
  .max(staffGroups.length, `Choose ${staffGroups.length} groups at most`)
  .meta({
    example: ['bookings'],
    description: 'What they may do. `admin` may do all, and takes another admin’s approval',
  });
const version = staffMemberFields.version.meta({
  description: 'Of the member of staff, as last read: a change based on an older one is refused',
  example: 1,
});

export const Invitation = z.strictObject({ name, workEmail, groups }).meta({ id: 'StaffInvitation' });

export const StaffChange = z
  .strictObject({
    version,
    name: name.optional(),
    groups: groups.optional(),
    left: z.literal(true).optional().meta({ description: 'Ends their account' }),
  })
  .refine(({ version: _, ...changes }) => Object.values(changes).filter((each) => each !== undefined).length === 1, {
    error: 'Change one thing at a time: the name, the groups, or that they have left',
  })
  .meta({
    id: 'StaffChange',
    oneOf: [{ required: ['name'] }, { required: ['groups'] }, { required: ['left'] }],
    example: { version: 1, groups: ['bookings'] },
  });

export const Approval = z.strictObject({ version }).meta({ id: 'StaffApproval' });

export const StaffList = page.extend({
  left: z.enum(['true', 'false']).default('false').meta({
    description: 'Those who have left, who left last first; otherwise those who work here, by name',
    example: 'true',
  }),
  sub: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Only whom the audit trail names so, whether or not they have left' }),
});

export const StaffMember = z
  .object({
    staffMemberId,
    version,
    // That of who was never invited is their address until somebody gives another.
    name: z.string().meta({ example: 'Grace Mensah' }),
    workEmail: z.string().meta({ example: 'grace.mensah@hub.example' }),
    sub: z.string().nullable().meta({
      description: 'As the audit trail names them; none before they have an account',
      example: '8f14e45f-ceea-467f-a1c0-3d5e4a7b9c21',
    }),
    groups: z.array(z.enum(staffGroups)).meta({ example: ['bookings'] }),
    proposed: z
      .object({
        groups: z.array(z.enum(staffGroups)),
        by: id.meta({ description: 'Who has proposed it, and cannot approve of it' }),
        at: z.iso.datetime(),
      })
      .nullable()
      .meta({ description: 'What waits for the approval of another admin', example: null }),
    from: z.iso.datetime().meta({ example: '2027-01-04T09:00:00.000Z' }),
    until: z.iso.datetime().nullable().meta({ description: 'Since when they have left', example: null }),
    settled: z.boolean().meta({
      description:
        'Whether their account is as it stands here. If not, send the same change again; where that was broken off, a minute later',
    }),
  })
  .meta({ id: 'StaffMember' });

import { createChangeEmailOfPerson } from './addresses/ask-for-email.ts';
import { createApproveStaff, createChangeStaff } from './staff/change-staff.ts';
import { createInviteStaff } from './staff/invite-staff.ts';
import { createListStaff } from './staff/list-staff.ts';
import type { StaffPool } from './staff/staff-pool.ts';
import type { wireForStaff } from './wiring.ts';

/** For admins. */
export const createAdminUseCases = (deps: ReturnType<typeof wireForStaff> & { readonly pool: StaffPool }) => ({
  inviteStaff: createInviteStaff(deps),
  listStaff: createListStaff(deps),
  changeStaff: createChangeStaff(deps),
  approveStaff: createApproveStaff(deps),
  changeEmailOfPerson: createChangeEmailOfPerson(deps),
});

/**
 * The staff groups and roles of the National Workforce Reporting Service (digital.nhs.uk, NWRS guidance): the names that
 * practices already report under, so that the hub's figures and theirs can be laid side by side.
 */
export const jobRoles = {
  gp: ['gp-partner', 'salaried-gp', 'gp-registrar', 'locum-gp'],
  nurse: [
    'practice-nurse',
    'advanced-nurse-practitioner',
    'nurse-specialist',
    'extended-role-nurse',
    'trainee-nurse',
    'nurse-partner',
  ],
  'direct-patient-care': [
    'healthcare-assistant',
    'pharmacist',
    'pharmacy-technician',
    'paramedic',
    'physician-associate',
    'nursing-associate',
    'trainee-nursing-associate',
    'dispenser',
    'phlebotomist',
    'social-prescribing-link-worker',
    'care-coordinator',
    'health-and-wellbeing-coach',
    'mental-health-practitioner',
    'physiotherapist',
    'podiatrist',
    'dietitian',
    'occupational-therapist',
    'advanced-practitioner',
    'other-direct-patient-care',
  ],
  'admin-and-non-clinical': [
    'practice-manager',
    'receptionist',
    'medical-secretary',
    'administrator',
    'pcn-manager',
    'other-non-clinical',
  ],
} as const;

export type RoleGroup = keyof typeof jobRoles;
export type JobRole = (typeof jobRoles)[RoleGroup][number];

const groups = Object.entries(jobRoles) as [RoleGroup, readonly JobRole[]][];

export const roleGroups = groups.map(([group]) => group);
export const allJobRoles = groups.flatMap(([, roles]) => roles);

const groupOfRole = new Map(groups.flatMap(([group, roles]) => roles.map((role) => [role, group] as const)));

export const roleGroupOf = (role: JobRole): RoleGroup => groupOfRole.get(role) as RoleGroup;

const acronyms: Readonly<Record<string, string>> = { gp: 'GP', pcn: 'PCN' };

/** `Salaried GP`, for people to choose by. */
export const jobRoleInWords = (role: JobRole): string => {
  const words = role
    .split('-')
    .map((word) => acronyms[word] ?? word)
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const groupsInWords: Readonly<Record<RoleGroup, string>> = {
  gp: 'GPs',
  nurse: 'nurses',
  'direct-patient-care': 'direct patient care roles',
  'admin-and-non-clinical': 'admin and non-clinical roles',
};

/** `nurses`, for people to read. */
export const roleGroupInWords = (group: RoleGroup): string => groupsInWords[group];

/** Each group with its roles, for people to choose by. */
export const roleList = groups.map(([group, roles]) => ({
  roleGroup: group,
  label: roleGroupInWords(group),
  jobRoles: roles.map((jobRole) => ({ jobRole, label: jobRoleInWords(jobRole) })),
}));

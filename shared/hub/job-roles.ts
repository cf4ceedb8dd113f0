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

const roleGroups = Object.entries(jobRoles) as [RoleGroup, readonly JobRole[]][];

export const allJobRoles = roleGroups.flatMap(([, roles]) => roles);

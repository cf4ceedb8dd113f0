/** In which way something that is stored is somebody's, as the record of processing words it. */
export const subjectRoles = {
  holder: 'whoever has booked, or has an account',
  manager: 'the manager whom somebody named',
  booker: 'whoever books for colleagues',
  colleague: 'whoever is booked for by a colleague',
  applicant: 'whoever asks for funding',
  author: 'whoever is asked for a statement',
  learner: 'whoever is named on an invoice that another has sent',
  registrant: 'whoever asks for an account',
  addressee: 'whoever an email is written to',
  staff: 'whoever works for the hub, or did',
} as const;
export type SubjectRole = keyof typeof subjectRoles;
export const subjectRoleNames = Object.keys(subjectRoles) as [SubjectRole, ...SubjectRole[]]; // Which it forgets.
export const isSubjectRole = (name: string): name is SubjectRole => Object.hasOwn(subjectRoles, name);

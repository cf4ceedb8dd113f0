/** How what is held is kept safe (UK GDPR, Article 30(1)(g)), in words; a test of the stacks holds each against the templates. */
export const securityMeasures = {
  encryption: 'everything is encrypted where it is stored, our records and documents under keys of our own',
  transport: 'everything is encrypted on its way between your browser and us',
  'least-privilege': 'each part of our software can read and change only the kinds of record that its work needs',
  'staff-sign-in': 'our staff sign in with a second factor, and see only what their work needs',
  'audit-trail':
    'what our staff do with your information is written down, in a record that nobody can change unnoticed',
  'malware-check': 'documents are checked for malware before anybody can open them',
  'automatic-deletion': 'what has reached its end is shown to nobody from that second, and is deleted by itself',
  backups: 'our records can be brought back as they were at any moment of the past weeks, should anything destroy them',
} as const;
export type SecurityMeasure = keyof typeof securityMeasures;

/** Who processes it for the hub (UK GDPR, Article 28), and where: all of the stacks are theirs, in one region. */
export const processors = ['Amazon Web Services, on servers in London'] as const;

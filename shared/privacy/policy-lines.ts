import type { PolicyLine } from './policy-line.ts';
import { tests } from './policy-line-tests.ts';

/** Every line, in the policy's order. */
export const policyLines: readonly PolicyLine[] = [
  {
    label: 'what the page is about',
    says: 'What data we hold, how we use it, and how we keep it safe',
    by: { routes: ['getPrivacyPolicy', 'getRecordOfProcessing'], test: tests.policy },
  },
  {
    label: 'who we are',
    says: 'South East London Workforce Development Hub',
    by: { settings: ['name'], test: tests.contacts },
  },
  {
    label: 'where we are',
    says: 'Third Floor, Northside House, 69 Tweedy Road, Bromley, BR1 3WA',
    by: { settings: ['controller.address'], test: tests.contacts },
  },
  { label: 'our telephone', says: '073 8646 9528', by: { settings: ['controller.telephone'], test: tests.contacts } },
  {
    label: 'our email',
    says: 'info@seltraininghub.co.uk',
    by: { settings: ['contact.email', 'contact.dataProtectionEmail'], test: tests.contacts },
  },
  {
    label: 'name',
    says: 'Your name',
    by: { classes: ['account', 'booking'], routes: ['bookPlace'], test: tests.booked },
  },
  {
    label: 'work email',
    says: 'Your work email address',
    by: { classes: ['account', 'booking'], routes: ['bookPlace'], test: tests.booked },
  },
  {
    label: 'work place',
    says: 'Your work place',
    by: { classes: ['account', 'booking'], routes: ['bookPlace'], test: tests.booked },
  },
  {
    label: 'job title',
    says: 'Your job title',
    by: { classes: ['account', 'booking'], routes: ['bookPlace'], test: tests.booked },
  },
  {
    label: 'gender',
    says: 'Gender',
    by: { classes: ['demographics'], routes: ['saveDemographics'], test: tests.demographics },
  },
  {
    label: 'year of birth',
    says: 'Year of birth',
    by: { classes: ['demographics'], routes: ['saveDemographics'], test: tests.demographics },
  },
  {
    label: 'ethnicity',
    says: 'Ethnicity',
    by: { classes: ['demographics'], routes: ['saveDemographics'], test: tests.demographics },
  },
  {
    label: 'disability',
    says: 'Disability status',
    by: { classes: ['demographics'], routes: ['saveDemographics'], test: tests.demographics },
  },
  {
    label: 'earlier training',
    says: 'Records of previous training',
    by: { classes: ['training'], routes: ['addTrainingRecord', 'getCpdLog'], test: tests.training },
  },
  {
    label: 'sessions attended',
    says: 'Training sessions and/or webinars attended',
    by: { classes: ['booking'], routes: ['recordAttendance'], test: tests.attended },
  },
  {
    label: 'sessions booked',
    says: 'Training sessions and/or webinars booked',
    by: { classes: ['booking'], routes: ['bookPlace'], test: tests.booked },
  },
  {
    label: 'funding requests',
    says: 'Funding requests for CPD courses (such as Advanced Practice, Non-Medical Prescribing or any other course requested on the Request Funding page) etc.',
    by: {
      classes: ['funding-request', 'award'],
      purposes: ['decide-funding'],
      routes: ['startFundingRequest', 'submitFundingRequest'],
      test: tests.funded,
    },
  },
  {
    label: 'what a request says',
    says: 'Funding requests include the course name, course provider, course cost, and the reason for requesting funding',
    by: { classes: ['funding-request'], routes: ['changeFundingRequest'], test: tests.funded },
  },
  {
    label: 'statements in support',
    says: 'Sometimes, we may ask for additional information to support your funding request, such as a statement of support from your manager',
    by: { classes: ['funding-statement'], routes: ['askStatement', 'giveStatement'], test: tests.statements },
  },
  {
    label: 'invoices',
    says: 'Some funding requires that we keep a record of the invoices for that funding',
    by: {
      classes: ['invoice'],
      purposes: ['pay'],
      routes: ['claimInvoice'],
      settings: ['retention.fundingYears'],
      test: tests.invoice,
    },
  },
  {
    label: 'progress',
    says: 'Some funding requires that we keep a record of your progress on the course',
    by: { classes: ['progress'], routes: ['reportProgress'], test: tests.statements },
  },
  {
    label: 'other applications',
    says: 'Any other applications you make on our website, such as applying for an apprenticeship',
    by: { toCome: 'applications' },
  },
  {
    label: 'analytics, why',
    says: 'Every time you visit our website, we collect analytic information to help us improve our website.',
    by: { toCome: 'analytics' },
  },
  {
    label: 'analytics, where',
    says: 'This analytics information is stored on secure servers.',
    by: { toCome: 'analytics' },
  },
  { label: 'analytics, what', says: 'We may collect:', by: { toCome: 'analytics' } },
  {
    label: 'technical information',
    says: 'Technical information, including your Internet Protocol (IP) address, browser type and version, time zone setting, operating system',
    by: { toCome: 'analytics' },
  },
  { label: 'a visit', says: 'Information about your visit:', by: { toCome: 'analytics' } },
  {
    label: 'addresses of pages',
    says: 'Full Uniform Resource Locators (URL) to, through and from our website',
    by: { toCome: 'analytics' },
  },
  { label: 'when you visit', says: 'Date and time of your visits', by: { toCome: 'analytics' } },
  {
    label: 'pages',
    says: 'Pages you viewed and/or searched for during your visit on our website',
    by: { toCome: 'analytics' },
  },
  { label: 'time on a page', says: 'How long you stayed on each page', by: { toCome: 'analytics' } },
  {
    label: 'clicks',
    says: 'Your interactions on the website, including clicks, scrolling and mouse-overs',
    by: { toCome: 'analytics' },
  },
  { label: 'response times', says: 'Server response times and errors', by: { toCome: 'analytics' } },
  {
    label: 'given by you',
    says: 'Most of the personal information we process is provided to us directly by you for one of the following reasons:',
    by: { classes: ['account', 'booking', 'funding-request'], test: tests.sources },
  },
  {
    label: 'by registering',
    says: 'You have registered for an account on our website',
    by: {
      classes: ['account'],
      routes: ['registerPerson', 'confirmPerson'],
      settings: ['retention.accountYearsFromLastActivity'],
      test: tests.signedIn,
    },
  },
  {
    label: 'by booking',
    says: 'You have booked a training session or webinar on our website',
    by: { classes: ['booking'], routes: ['bookPlace'], test: tests.booked },
  },
  {
    label: 'by asking for funding',
    says: 'You have requested funding for a CPD course on our website',
    by: { classes: ['funding-request'], routes: ['startFundingRequest'], test: tests.funded },
  },
  {
    label: 'by another form',
    says: 'You have filled out any other form on our website',
    by: { toCome: 'applications' },
  },
  {
    label: 'given by others',
    says: 'We may also receive personal information indirectly from the following sources in the following scenarios:',
    by: { toCome: 'imports' },
  },
  {
    label: 'from universities',
    says: 'From a Higher Education Institution (HEI) when you apply for a course that we are responsible for handling applications and/or funding for',
    by: { toCome: 'imports' },
  },
  {
    label: 'from borough hubs',
    says: 'From a Local Borough Training Hub, when the information is necessary to delivering a service',
    by: { toCome: 'imports' },
  },
  {
    label: 'from commissioners',
    says: 'From our comissioners, local health authority organisations (for example, South East London ICS) and any other partner organisations, where it is essential for the delivery of our services',
    by: { toCome: 'imports' },
  },
  {
    label: 'used only for',
    says: 'We use your information to:',
    by: { purposes: ['provide-services', 'decide-funding', 'pay'], test: tests.purposes },
  },
  {
    label: 'to provide services',
    says: 'Provide you with the services you have requested',
    by: {
      purposes: ['provide-services', 'deliver-email'],
      routes: ['bookPlace', 'getBooking', 'getFundingRequest'],
      test: tests.booked,
    },
  },
  {
    label: 'to tell of services',
    says: 'Provide you with information about the services we offer',
    by: {
      purposes: ['tell-about-services'],
      routes: ['listSessions', 'getCalendarFeed', 'listPots', 'giveConsent', 'releaseNews', 'withdrawByLink'],
      test: tests.news,
    },
  },
  {
    label: 'to report on the workforce',
    says: 'Carry out our obligations to monitor and report on the development of the South East London primary care workforce',
    by: { toCome: 'sharing' },
  },
  {
    label: 'to watch over funding',
    says: 'Carry out our obligations to monitor where and how funding is being used',
    by: {
      classes: ['award'],
      purposes: ['report-on-funding'],
      routes: ['getLedger', 'listFundingRequests'],
      test: tests.ledger,
    },
  },
  { label: 'sharing', says: 'We may share some of your information with:', by: { toCome: 'sharing' } },
  {
    label: 'with universities',
    says: 'Higher Education Institutions (HEIs), when sharing information is necessary to delivering a service',
    by: { toCome: 'sharing' },
  },
  {
    label: 'with training providers',
    says: 'Third party training providers, when sharing information is necessary to delivering a service, only when you have requested the service',
    by: { toCome: 'sharing' },
  },
  {
    label: 'name and email only',
    says: 'For example, we sometimes share your name and email address with a training provider when you have booked a training session or webinar',
    by: { toCome: 'sharing' },
  },
  {
    label: 'with commissioners',
    says: 'Our commissioners (including NHS England), for monitoring and reporting purposes',
    by: { toCome: 'sharing' },
  },
  {
    label: 'with funders',
    says: 'Our funding providers, for monitoring and reporting purposes',
    by: { toCome: 'sharing' },
  },
  {
    label: 'only the minimum',
    says: 'When sharing information for any purpose, we share only the minimum set of information necessary to deliver the service.',
    by: { toCome: 'sharing' },
  },
  {
    label: 'only what is relevant',
    says: 'When sharing information for monitoring and reporting purposes, we will only share information that is relevant to the monitoring and reporting we are required to do.',
    by: { toCome: 'sharing' },
  },
  {
    label: 'anonymised',
    says: 'When we do have to share data with external organisations, we anonymise and aggregate your information whenever possible, unless identifiable information is necessary to provide a service that you have requested.',
    by: { toCome: 'sharing' },
  },
  {
    label: 'lawful bases',
    says: 'Under the General Data Protection Regulation (GDPR), the lawful bases we rely on for processing this information are:',
    by: { purposes: ['provide-services'], routes: ['getRecordOfProcessing'], test: tests.bases },
  },
  {
    label: 'consent',
    says: 'Your consent.',
    by: { classes: ['access-needs', 'demographics', 'choices'], test: tests.bases },
  },
  {
    label: 'consent taken back',
    says: 'You are able to remove your consent at any time.',
    by: {
      classes: ['access-needs', 'demographics', 'choices'],
      routes: ['deleteAccessNeeds', 'deleteDemographics', 'takeBackConsent'],
      test: tests.takenBack,
    },
  },
  {
    label: 'how consent is taken back',
    says: 'You can do this by contacting info@seltraininghub.co.uk',
    by: { settings: ['contact.consentEmail'], routes: ['withdrawConsent'], test: tests.consentByEmail },
  },
  {
    label: 'contract',
    says: 'We have a contractual obligation',
    by: { purposes: ['provide-services'], test: tests.bases },
  },
  {
    label: 'legal obligation',
    says: 'We have a legal obligation',
    by: { classes: ['invoice'], purposes: ['pay'], test: tests.bases },
  },
  {
    label: 'legitimate interest',
    says: 'We have a legitimate interest',
    by: { purposes: ['run-reliably'], test: tests.bases },
  },
  {
    label: 'stored securely',
    says: 'Your information is securely stored on our servers.',
    by: { settings: ['stores.emergencyCopyDays'], test: tests.secure },
  },
];

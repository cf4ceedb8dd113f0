import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BackLink } from '#functions/website/components/back-link.tsx';
import { Breadcrumb } from '#functions/website/components/breadcrumb.tsx';
import { Button, ButtonLink } from '#functions/website/components/button.tsx';
import { Card } from '#functions/website/components/card.tsx';
import { Checkboxes } from '#functions/website/components/checkboxes.tsx';
import { Choices } from '#functions/website/components/choices.tsx';
import { DateInput } from '#functions/website/components/date-input.tsx';
import { Details } from '#functions/website/components/details.tsx';
import { ErrorMessage } from '#functions/website/components/error-message.tsx';
import { ErrorSummary } from '#functions/website/components/error-summary.tsx';
import { Field } from '#functions/website/components/field.tsx';
import { Fieldset } from '#functions/website/components/fieldset.tsx';
import { FileUpload } from '#functions/website/components/file-upload.tsx';
import { LabelledGroup } from '#functions/website/components/form-group.tsx';
import { Hint } from '#functions/website/components/hint.tsx';
import { Input } from '#functions/website/components/input.tsx';
import { InsetText } from '#functions/website/components/inset-text.tsx';
import { Label } from '#functions/website/components/label.tsx';
import { NotificationBanner } from '#functions/website/components/notification-banner.tsx';
import { Pagination } from '#functions/website/components/pagination.tsx';
import { Panel } from '#functions/website/components/panel.tsx';
import { Radios } from '#functions/website/components/radios.tsx';
import { Select } from '#functions/website/components/select.tsx';
import { SkipLink } from '#functions/website/components/skip-link.tsx';
import { SummaryList } from '#functions/website/components/summary-list.tsx';
import { Table } from '#functions/website/components/table.tsx';
import { Tag } from '#functions/website/components/tag.tsx';
import { TaskList } from '#functions/website/components/task-list.tsx';
import { Textarea } from '#functions/website/components/textarea.tsx';
import { WarningCallout } from '#functions/website/components/warning-callout.tsx';
import { fixtureHtml } from './fixtures.ts';
import { normalHtml } from './normal-html.ts';

/** The name of a fixture, what ours renders for it, and what tells the fixture from others of its name. */
type Held = readonly [fixture: string, ours: unknown, having?: Readonly<Record<string, unknown>>];
/** A file of ours, and the component of the package that it is held against. */
type Row = readonly [file: string, component: string, ...held: Held[]];

/** Where the links of the fixtures lead to. */
const nowhere = '#';

const nhsNumber = (
  <>
    This is a 10 digit number (like <span class="nhsuk-u-nowrap">999 123 4567</span>) that you can find on an NHS
    letter, prescription or in the NHS App
  </>
);
const contactItems = [
  { value: 'email', text: 'Email' },
  { value: 'phone', text: 'Phone' },
  { value: 'text', text: 'Text message' },
];
const contactBoxes = [...contactItems.slice(0, 2), { value: 'text message', text: 'Text message' }];
const colours = [
  { value: 'red', text: 'Red' },
  { value: 'green', text: 'Green' },
  { value: 'blue', text: 'Blue' },
];
const contact = 'How do you want to be contacted about this?';
const asked = (name: string, label: string, type: 'text' | 'tel', spellcheck?: boolean) => (
  <Input name={name} label={label} type={type} spellcheck={spellcheck} class="nhsuk-u-width-two-thirds" />
);
const conditionalItems = [
  { ...contactItems[0], conditional: asked('contact-by-email', 'Email address', 'text', false) },
  { ...contactItems[1], conditional: asked('contact-by-phone', 'Phone number', 'tel') },
  { ...contactItems[2], conditional: asked('contact-by-text', 'Mobile phone number', 'tel') },
].map((item) => ({ value: '', text: '', ...item }));
const born = { name: 'example', legend: 'What is your date of birth?' } as const;
const likeBirth = 'For example, 31 3 1980';
/** Several days on one page need a name each; only one fixture has one. */
const unprefixed = (ours: unknown) => String(ours).replaceAll(/name="example\[(\w+)\]"/g, 'name="$1"');
const isDone = (
  <Tag colour="no-colour" border={false} class="nhsuk-u-font-weight-normal">
    Completed
  </Tag>
);
const isToDo = <Tag colour="blue">Incomplete</Tag>;
const health = [
  { heading: 'Exercise', href: '#/task/exercise', status: isDone },
  { heading: 'Personal health', href: '#/task/personal-health', status: isDone },
  {
    heading: 'Family health history',
    hint: 'Details of your parents, brothers and sisters',
    href: '#/task/family-health-history',
    status: isToDo,
  },
  { heading: 'Smoking history', href: '#/task/smoking-history', status: isToDo },
  {
    heading: 'Blood test',
    status: (
      <Tag colour="no-colour" border={false} class="nhsuk-u-font-weight-normal nhsuk-u-secondary-text-colour">
        Cannot start yet
      </Tag>
    ),
  },
];
const sorts = [
  { value: 'published', text: 'Recently published' },
  { value: 'updated', text: 'Recently updated' },
  { value: 'views', text: 'Most views' },
  { value: 'comments', text: 'Most comments' },
];
const regions = [
  { value: 'choose', text: 'Choose location' },
  { value: 'eastmidlands', text: 'East Midlands' },
  { value: 'eastofengland', text: 'East of England' },
  { value: 'london', text: 'London' },
  { value: 'northeast', text: 'North East' },
  { value: 'northwest', text: 'North West' },
  { value: 'southeast', text: 'South East' },
  { value: 'southwest', text: 'South West' },
  { value: 'westmidlands', text: 'West Midlands' },
  { value: 'yorkshire', text: 'Yorkshire and the Humber' },
];
const address = (
  <>
    73 Roman Rd
    <br />
    Leeds
    <br />
    LS2 5ZN
  </>
);
const details = (
  <>
    <p>07700 900362</p>
    <p>karen.francis@example.com</p>
  </>
);
const karen = [
  { key: 'Name', value: 'Karen Francis' },
  { key: 'Date of birth', value: '15 March 1984' },
];
const change = (visuallyHiddenText: string) => ({ href: '#/change', text: 'Change', visuallyHiddenText });
const add = (visuallyHiddenText: string) => ({ href: '#/add', text: 'Add', visuallyHiddenText });
const whole = [...karen, { key: 'Contact information', value: address }, { key: 'Contact details', value: details }];
const skin = [
  ['Blisters on lips or around the mouth', 'Cold sores'],
  ['Itchy, dry, cracked, sore', 'Eczema'],
  ['Itchy blisters', 'Shingles, chickenpox'],
];
const skinTable = {
  caption: 'Impetigo can look similar to other skin conditions',
  captionSize: 'm',
  head: [{ text: 'Skin symptoms' }, { text: 'Possible cause' }],
  rows: skin,
  firstCellIsHeader: true,
} as const;
const cases = {
  caption: 'Cases per manager',
  captionHidden: true,
  head: [{ text: 'Manager' }, { text: 'Cases', format: 'numeric' }],
  rows: [
    ['David Francis', '1380'],
    ['Paul Farmer', '1129'],
    ['Rita Patel', '24'],
  ],
  lastRowBorder: false,
} as const;
const noScreen = { compact: undefined, responsive: undefined, striped: undefined, variant: undefined };
const careGuide = {
  href: '#',
  heading: 'Introduction to care and support',
  headingSize: 'm',
  description: 'A quick guide for people who have care and support needs and their carers',
} as const;
const spots =
  'Stay away from school, nursery or work until all the spots have crusted over. This is usually 5 days after the spots first appeared.';
const yellowCard = 'You can report any suspected side effect using the Yellow Card safety scheme';
const emailSent = 'We have sent you a confirmation email';
const explain = {
  name: 'example',
  label: 'Can you provide more detail?',
  hint: 'Do not include personal information like your name, date of birth or NHS number',
} as const;
const codeInput = { name: 'example', label: 'What is your NHS number?', width: 10, code: true } as const;
const code = { ...codeInput, inputmode: 'numeric', spellcheck: false } as const;
const page = { labelHeading: 1, labelSize: 'l' } as const;
const byContact = { name: 'example', legend: contact, legendSize: 'l', legendHeading: 1, items: contactItems } as const;

const table: readonly Row[] = [
  [
    'button.tsx',
    'button',
    ['default', <Button>Save and continue</Button>],
    ['default, small', <Button small>Save and continue</Button>],
    ['disabled', <Button disabled>Disabled button</Button>],
    ['secondary', <Button variant="secondary">Find my location</Button>],
    ['warning', <Button variant="warning">Yes, delete this vaccine</Button>],
    ['reverse', <Button variant="reverse">Log out</Button>],
    ['with double click prevented', <Button preventDoubleClick>Save and continue</Button>],
    ['as a link', <ButtonLink href="#">Link button</ButtonLink>],
    [
      'secondary as a link',
      <ButtonLink href="#" variant="secondary">
        Find my location
      </ButtonLink>,
    ],
  ],
  [
    'label.tsx',
    'label',
    ['without heading', <Label>What is your full name?</Label>],
    [
      'with heading level 1',
      <Label size="l" heading={1}>
        What is your full name?
      </Label>,
    ],
    [
      'with heading level 2',
      <Label size="m" heading={2}>
        What is your full name?
      </Label>,
    ],
  ],
  ['hint.tsx', 'hint', ['default', <Hint>{explain.hint}</Hint>], ['with HTML', <Hint>{nhsNumber}</Hint>]],
  [
    'error-message.tsx',
    'error-message',
    ['default', <ErrorMessage>Enter your full name</ErrorMessage>],
    ['with text escaping', <ErrorMessage>{'Postcode must not include & and <'}</ErrorMessage>],
  ],
  [
    'form-group.tsx',
    'input',
    [
      'default',
      <LabelledGroup id="example" label="What is your full name?" labelSize="l" labelHeading={1}>
        <input class="nhsuk-input" id="example" name="example" type="text" />
      </LabelledGroup>,
    ],
  ],
  [
    'input.tsx',
    'input',
    ['default', <Input name="example" label="What is your full name?" {...page} />],
    ['disabled', <Input name="example" label="What is your full name?" {...page} disabled />],
    ['example address line 1', <Input name="address-line1" label="Address line 1" autocomplete="address-line1" />],
    ['example email address', asked('contact-by-email', 'Email address', 'text', false)],
    ['example phone number', asked('contact-by-phone', 'Phone number', 'tel')],
    ['width', <Input name="example" id="input-width" label="2 character width" width={2} />, { width: 2 }],
    ['without heading', <Input {...code} id="without-heading" />],
    ['with hint', <Input {...code} {...page} id="with-hint" hint={nhsNumber} />],
    [
      'with code input styling',
      <Input {...code} {...page} id="with-code-input-styling" hint={nhsNumber} value="999 123 4567" />,
    ],
    [
      'with error message and hint',
      <Input {...code} {...page} id="with-hint-error" hint={nhsNumber} error="Enter NHS number" />,
    ],
    [
      'with error message and hint, without heading',
      <Input {...code} id="with-hint-error" hint={nhsNumber} error="Enter NHS number" />,
    ],
    [
      'with prefix',
      <Input name="example" id="with-prefix" label="Cost in pounds" labelHeading={1} prefix="£" width={5} />,
    ],
    [
      'with suffix',
      <Input name="example" id="with-suffix" label="Weight in kilograms" labelHeading={1} suffix="kg" width={5} />,
    ],
    [
      'with prefix and suffix and error message',
      <Input
        name="example"
        id="with-prefix-suffix"
        label="Cost per item, in pounds"
        labelHeading={1}
        error="Enter a cost per item, in pounds"
        prefix="£"
        suffix="per item"
        width={5}
      />,
    ],
  ],
  [
    'textarea.tsx',
    'textarea',
    ['default', <Textarea {...explain} {...page} />],
    ['without heading', <Textarea {...explain} id="without-heading" />],
    [
      'with autocomplete attribute',
      <Textarea
        name="example"
        id="with-autocomplete-attribute"
        label="Full address"
        {...page}
        autocomplete="street-address"
      />,
    ],
    [
      'with error message and hint, without heading',
      <Textarea {...explain} id="with-hint-error" error="You must provide an explanation" />,
    ],
  ],
  [
    'select.tsx',
    'select',
    ['default', <Select name="example" label="Sort by" {...page} items={sorts} />],
    [
      'with selected value',
      <Select name="example" id="with-value" label="Sort by" {...page} items={sorts} value="updated" />,
    ],
    [
      'disabled option',
      <Select
        name="example"
        label="Sort by"
        {...page}
        items={sorts.map((item) => ({ ...item, disabled: item.value === 'comments' }))}
      />,
    ],
    [
      'with divider',
      <Select
        name="example"
        label="Sort by"
        {...page}
        items={[
          { value: 'first-name-ascending', text: 'First name (A to Z)' },
          { value: 'first-name-descending', text: 'First name (Z to A)' },
          { divider: true },
          { value: 'last-name-ascending', text: 'Last name (A to Z)' },
          { value: 'last-name-descending', text: 'Last name (Z to A)' },
        ]}
      />,
    ],
    [
      'with error message and hint, without heading',
      <Select
        name="example"
        id="with-hint-error"
        label="Choose location"
        hint="This can be different to where you went before"
        error="Select a location"
        items={regions}
      />,
    ],
  ],
  [
    'date-input.tsx',
    'date-input',
    ['with custom name prefix', <DateInput {...born} legendSize="l" legendHeading={1} hint={likeBirth} />],
    [
      'with error message and hint, without heading',
      unprefixed(<DateInput {...born} hint={likeBirth} error="Enter your date of birth" />),
    ],
    [
      'with values',
      unprefixed(
        <DateInput
          {...born}
          legendSize="l"
          legendHeading={1}
          hint={likeBirth}
          value={{ day: '5', month: '8', year: '2024' }}
        />,
      ),
    ],
  ],
  [
    'file-upload.tsx',
    'file-upload',
    ['default', <FileUpload name="file-upload" label="Upload a file" labelSize="l" labelHeading={1} />],
    ['without heading', <FileUpload name="file-upload" label="Upload a file" />],
    [
      'with error message and hint, without heading',
      <FileUpload
        name="file-upload"
        label="Upload a file"
        hint="Your photo may be in your Pictures, Photos, Downloads or Desktop folder"
        error="The selected file must be a JPG, BMP or TIF"
      />,
    ],
  ],
  [
    'task-list.tsx',
    'task-list',
    ['default', <TaskList idPrefix="your-health" tasks={health} />],
    [
      'with headings and status text as strings',
      <TaskList
        idPrefix="your-health"
        tasks={['Exercise', 'Personal health', 'Blood test'].map((heading) => ({
          heading,
          href: `#/task/${heading.toLowerCase().replace(' ', '-')}`,
          status: 'Not applicable',
        }))}
      />,
    ],
  ],
  [
    'fieldset.tsx',
    'fieldset',
    ['default', <Fieldset legend="What is your address?" legendSize="l" legendHeading={1} />],
    ['without legend heading', <Fieldset legend="What is your address?" />],
  ],
  [
    'choices.tsx',
    'radios',
    ['default', <Choices {...byContact} kind="radios" chosen={[]} />],
    ['without fieldset', <Choices kind="radios" name="colours" id="without-fieldset" items={colours} chosen={[]} />],
  ],
  [
    'radios.tsx',
    'radios',
    ['default', <Radios {...byContact} />],
    ['default', <Radios {...byContact} legendSize="m" small />, { small: true }],
    ['with hint', <Radios {...byContact} id="with-hint" hint="Select 1 option" />],
    [
      'with error message and hint, without heading',
      <Radios
        name="example"
        id="with-hint-error"
        legend={contact}
        hint="Select 1 option"
        error="Select how you want to be contacted"
        items={contactItems}
      />,
    ],
    [
      'with conditional content',
      <Radios {...byContact} id="conditional" hint="Select 1 option" items={conditionalItems} />,
    ],
    [
      'with pre-checked value',
      <Radios {...byContact} id="conditional" hint="Select 1 option" items={conditionalItems} value="email" />,
    ],
    [
      'with hints on items',
      <Radios
        {...byContact}
        id="with-hint-item"
        legend="Do you have a mobile phone with signal?"
        items={[
          {
            value: 'mobile',
            text: 'Yes, I have a mobile phone with signal',
            hint: 'We will text you a 6 digit security code',
          },
          {
            value: 'landline',
            text: 'No, I want to use my landline',
            hint: 'We will call you to give you a 6 digit security code',
          },
        ]}
      />,
    ],
    [
      'with divider',
      <Radios
        {...byContact}
        id="with-divider"
        legend="Do you know your NHS number?"
        hint={nhsNumber}
        items={[
          { value: 'yes', text: 'Yes, I know my NHS number' },
          { value: 'no', text: 'No, I do not know my NHS number' },
          { divider: 'or' },
          { value: 'not sure', text: "I'm not sure" },
        ]}
      />,
    ],
    [
      'inline',
      <Radios
        {...byContact}
        id="inline"
        legend="Are you 18 or over?"
        inline
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]}
      />,
    ],
  ],
  [
    'checkboxes.tsx',
    'checkboxes',
    ['without fieldset', <Checkboxes name="colours" id="without-fieldset" items={colours} />],
    [
      'with error message',
      <Checkboxes
        {...byContact}
        id="with-error-message"
        error="Select how you want to be contacted"
        items={contactBoxes}
      />,
    ],
    [
      'with pre-checked values',
      <Checkboxes
        {...byContact}
        name="contact"
        id="conditional"
        hint="Select all options that are relevant to you"
        items={conditionalItems}
        values={['email', 'text']}
      />,
    ],
    [
      'with "none" option',
      <Checkboxes
        {...byContact}
        id="none"
        items={[
          ...contactItems,
          { divider: 'or' },
          { value: 'none', text: 'I do not want to be contacted', exclusive: true },
        ]}
      />,
    ],
    [
      'with hints on items',
      <Checkboxes
        {...byContact}
        id="with-hint-item"
        legend="What medical conditions do you have?"
        hint="Select 1 or more"
        items={[
          { value: 'alzheimers', text: "Alzheimer's disease or dementia" },
          { value: 'asthma', text: 'Asthma' },
          { value: 'cancer', text: 'Cancer' },
          { value: 'diabetes', text: 'Diabetes', hint: 'including type 1, type 2, and gestational diabetes' },
        ]}
      />,
    ],
  ],
  [
    'field.tsx',
    'input',
    ['default', <Field name="example" label="What is your full name?" {...page} />],
    [
      'example address line 1',
      <Field kind="text" name="address-line1" label="Address line 1" autocomplete="address-line1" />,
    ],
  ],
  ['field.tsx', 'textarea', ['default', <Field kind="textarea" {...explain} {...page} />]],
  ['field.tsx', 'select', ['default', <Field kind="select" name="example" label="Sort by" {...page} items={sorts} />]],
  [
    'field.tsx',
    'radios',
    ['default', <Field kind="radios" name="example" label={contact} {...page} items={contactItems} />],
  ],
  [
    'field.tsx',
    'checkboxes',
    [
      'default',
      <Field
        kind="checkboxes"
        name="example"
        label={contact}
        {...page}
        hint="Select all options that are relevant to you"
        items={contactItems}
      />,
    ],
  ],
  [
    'error-summary.tsx',
    'error-summary',
    ['default', <ErrorSummary errors={[{ text: 'Date of birth must be in the past', href: '#example-day' }]} />],
    [
      'with multiple errors',
      <ErrorSummary
        errors={[
          { text: 'Enter your first name', href: '#example-first-name' },
          { text: 'Enter your last name', href: '#example-last-name' },
        ]}
      />,
    ],
    [
      'with description',
      <ErrorSummary
        description="Describe the errors and how to correct them"
        errors={[{ text: 'Date of birth must be in the past', href: '#example-day' }]}
      />,
    ],
    [
      'without error link (mixed)',
      <ErrorSummary
        errors={[
          { text: 'Invalid username or password' },
          { text: 'Agree to the terms of service to log in', href: '#example-terms-of-service' },
        ]}
      />,
    ],
  ],
  [
    'summary-list.tsx',
    'summary-list',
    ['default', <SummaryList rows={whole} />],
    ['with item strings', <SummaryList rows={karen} />],
    ['without border', <SummaryList rows={whole} border={false} />],
    ['without last row border', <SummaryList rows={whole} lastRowBorder={false} />],
    ['with actions', <SummaryList rows={whole.map((row) => ({ ...row, actions: [change(row.key.toLowerCase())] }))} />],
    [
      'with multiple actions',
      <SummaryList
        rows={[
          { key: 'Name', value: 'Karen Francis' },
          { key: 'Date of birth', value: '15 March 1984', actions: [change('date of birth')] },
          { key: 'Contact information', value: address, actions: [change('contact information')] },
          { key: 'Contact details', value: details, actions: [add('new contact details'), change('contact details')] },
          {
            key: 'Medicines',
            value: (
              <>
                <p>Isotretinoin capsules (Roaccutane)</p>
                <p>Isotretinoin gel (Isotrex)</p>
                <p>Pepto-Bismol (bismuth subsalicylate)</p>
              </>
            ),
            actions: [add('new medicine'), change('medicines')],
          },
        ]}
      />,
    ],
    [
      'as a card with action',
      <Card heading="Regional Manager" headingSize="m" actions={[{ text: 'Delete', href: '#/delete' }]}>
        <SummaryList rows={karen} lastRowBorder={false} of="Regional Manager" />
      </Card>,
    ],
  ],
  [
    'card.tsx',
    'card',
    [
      'default',
      <Card heading="If you need help now, but it's not an emergency">
        <p class="nhsuk-card__description">
          Go to <a href={nowhere}>NHS 111 online</a> or <a href={nowhere}>call 111</a>.
        </p>
      </Card>,
    ],
    ['basic with heading link', <Card {...careGuide} headingLevel={3} />],
    ['basic without heading', <Card description={careGuide.description} />],
    ['clickable', <Card {...careGuide} clickable />],
    ['feature', <Card variant="feature" heading="Feature card heading" description="Feature card description." />],
    [
      'basic with summary list and actions',
      <Card
        heading="Regional Manager"
        headingLevel={3}
        actions={[
          { text: 'Delete', href: '#/delete' },
          { text: 'Withdraw', href: '#/withdraw' },
        ]}
      >
        <SummaryList rows={karen} lastRowBorder={false} />
      </Card>,
    ],
  ],
  [
    'tag.tsx',
    'tag',
    ['default', <Tag>Active</Tag>],
    ['default', <Tag colour="white">In progress</Tag>, { colour: 'white' }],
    ['without border', <Tag border={false}>Active</Tag>],
    ['with text escaping', <Tag colour="red">{'A&E'}</Tag>],
  ],
  [
    'inset-text.tsx',
    'inset-text',
    ['default', <InsetText text={yellowCard} />],
    [
      'with HTML',
      <InsetText>
        <p>
          You can report any suspected side effect using the <a href={nowhere}>Yellow Card safety scheme</a>.
        </p>
      </InsetText>,
    ],
  ],
  [
    'warning-callout.tsx',
    'warning-callout',
    [
      'default',
      <WarningCallout text="For safety, tell your doctor or pharmacist if you're taking any other medicines, including herbal medicines, vitamins or supplements." />,
    ],
    ['with custom heading', <WarningCallout heading="School, nursery or work" text={spots} />],
    [
      'with HTML',
      <WarningCallout>
        <p class="nhsuk-card__description">{spots}</p>
      </WarningCallout>,
    ],
  ],
  [
    'details.tsx',
    'details',
    [
      'default',
      <Details summary="How to find your NHS number">
        You can find your NHS number by logging in to the NHS App or on any document the NHS has sent you.
      </Details>,
    ],
    [
      'open',
      <Details summary="How to find your NHS number" open>
        You can find your NHS number by logging in to the NHS App or on any document the NHS has sent you.
      </Details>,
    ],
    [
      'expander',
      <Details summary="Opening times" expander>
        We are open 9am to 6pm, Monday to Saturday.
      </Details>,
    ],
  ],
  ['back-link.tsx', 'back-link', ['default', <BackLink href="#" />]],
  [
    'breadcrumb.tsx',
    'breadcrumb',
    [
      'default',
      <Breadcrumb
        items={[
          { href: '#', text: 'Home' },
          { href: '#', text: 'NHS services' },
          { href: '#', text: 'Hospitals' },
        ]}
      />,
    ],
    [
      'with back link custom text',
      <Breadcrumb
        items={[
          { href: '#', text: 'Home' },
          { href: '#', text: 'Advanced search' },
        ]}
        backLink={{ href: '#', text: 'Search results' }}
      />,
    ],
  ],
  [
    'pagination.tsx',
    'pagination',
    [
      'default',
      <Pagination
        previous={{ label: 'Treatments', href: '#/section/treatments' }}
        next={{ label: 'Symptoms', href: '#/section/symptoms' }}
      />,
    ],
    ['with only next', <Pagination next={{ label: 'Symptoms', href: '#/section/symptoms' }} />],
    ['with only previous', <Pagination previous={{ label: 'Treatments', href: '#/section/treatments' }} />],
  ],
  [
    'skip-link.tsx',
    'skip-link',
    ['default', <SkipLink />],
    ['without link target', <SkipLink href="#this-element-does-not-exist" />],
  ],
  [
    'table.tsx',
    'tables',
    ['default', <Table {...skinTable} />, noScreen],
    ['default', <Table {...skinTable} compact />, { ...noScreen, compact: true }],
    ['default', <Table {...skinTable} responsive />, { ...noScreen, responsive: true }],
    ['without last row border', <Table {...cases} />, noScreen],
    ['without last row border', <Table {...cases} responsive />, { ...noScreen, responsive: true }],
    [
      'with tags',
      <Table
        caption="Tags"
        head={[{ text: 'Name' }, { text: 'Colour' }, { text: 'Tag' }]}
        firstCellIsHeader
        rows={[
          ['Default', 'None', <Tag>Default</Tag>],
          ['Red', <var class="nhsuk-body-s">red</var>, <Tag colour="red">Rejected</Tag>],
          ['Blue', <var class="nhsuk-body-s">blue</var>, <Tag colour="blue">Pending</Tag>],
          ['Green', <var class="nhsuk-body-s">green</var>, <Tag colour="green">New</Tag>],
        ]}
      />,
    ],
  ],
  [
    'panel.tsx',
    'panel',
    ['default', <Panel heading="Booking complete">{emailSent}</Panel>],
    [
      'with heading level 2',
      <Panel heading="Booking complete" headingLevel={2}>
        {emailSent}
      </Panel>,
    ],
    [
      'heading',
      <Panel heading="Booking complete" headingSize="m">
        {emailSent}
      </Panel>,
    ],
  ],
  [
    'notification-banner.tsx',
    'notification-banner',
    ['default', <NotificationBanner text="The patient record was updated." />],
    ['with success variant', <NotificationBanner success text="Email sent to example@email.com" />],
    ['with custom title', <NotificationBanner title="Important information" text="The patient record was updated." />],
    [
      'with HTML',
      <NotificationBanner heading="The patient record was updated">
        <p class="nhsuk-body">
          Contact{' '}
          <a class="nhsuk-notification-banner__link" href={nowhere}>
            example@nhs.uk
          </a>{' '}
          if you think there's a problem.
        </p>
      </NotificationBanner>,
    ],
  ],
];

const variantOf = (having: object = {}) =>
  Object.entries(having)
    .filter(([, value]) => value !== undefined)
    .map(([option, value]) => `, ${option}: ${value}`)
    .join('');

const held = table.flatMap(([file, component, ...rows]) =>
  rows.map(([fixture, ours, having]) => ({ file, component, fixture, variant: variantOf(having), ours, having })),
);

describe('What our components render is what the macros of nhsuk-frontend render', () => {
  it.each(held)('$file: $component, $fixture$variant', ({ component, fixture, ours, having }) => {
    expect(normalHtml(String(ours))).toEqual(normalHtml(fixtureHtml(component, fixture, having)));
  });

  const files = readdirSync('functions/website/components').filter((file) => file.endsWith('.tsx'));
  it.each(files)('%s is held against a fixture', (file) => {
    expect(held.map((row) => row.file)).toContain(file);
  });
});

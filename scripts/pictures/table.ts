import type { Page } from 'playwright-core';

/** Somebody before a screen, in a hub as it is seeded. */
export interface Visit {
  readonly page: Page;
  /** Goes to a path of the site. */
  go(path: string): Promise<void>;
  /** The link in the newest email to somebody. */
  linkTo(address: string): Promise<string>;
}

interface Picture {
  /** Of the files, without what size they are of. */
  readonly name: string;
  /** What somebody sees who sees no pictures. */
  readonly shows: string;
  /** Ends where the picture is to be taken. */
  open(visit: Visit): Promise<void>;
}

const session = 'Care navigation for receptionists';
const nurse = 'siobhan.obrien@nhs.net';

async function openSession({ page, go }: Visit): Promise<void> {
  await go('/sessions');
  await page.getByRole('link', { name: session }).click();
}

async function openForm(visit: Visit): Promise<void> {
  await openSession(visit);
  await visit.page.getByRole('button', { name: 'Book a place' }).click();
}

async function fillIn({ page }: Visit): Promise<void> {
  await page.getByLabel('Full name').fill("Siobhán O'Brien");
  await page.getByLabel('Work email address').fill(nurse);
  await page.getByLabel('ODS code of your practice').fill('G85001');
  await page.getByLabel('Borough').selectOption('Lambeth');
  await page.getByLabel('Role', { exact: true }).selectOption('Practice nurse');
  await page.getByLabel('Job title').fill('Practice nurse');
}

async function openBooking({ page, linkTo }: Visit): Promise<void> {
  await page.goto(await linkTo(nurse));
}

/** Every page of which there is a picture, in the order in which somebody would come by them; each begins in a browser of its own. */
export const pictures: readonly Picture[] = [
  { name: 'start', shows: 'The start page', open: ({ go }) => go('/') },
  { name: 'sessions', shows: 'The training sessions that can be booked', open: ({ go }) => go('/sessions') },
  { name: 'session', shows: 'One session', open: openSession },
  { name: 'book', shows: 'The form that books a place', open: openForm },
  {
    name: 'book-mended',
    shows: 'The same form, with what is to be mended',
    async open(visit) {
      await openForm(visit);
      await visit.page.getByLabel('Work email address').fill('siobhan at nhs');
      await visit.page.getByRole('button', { name: 'Book a place' }).click();
    },
  },
  {
    name: 'booked',
    shows: 'A place that was booked',
    async open(visit) {
      await openForm(visit);
      await fillIn(visit);
      await visit.page.getByRole('button', { name: 'Book a place' }).click();
    },
  },
  { name: 'booking', shows: 'A booking, as the link in its email opens it', open: openBooking },
  {
    name: 'cancel',
    shows: 'What is asked before a booking is cancelled',
    async open(visit) {
      await openBooking(visit);
      await visit.page.getByRole('button', { name: 'Cancel this booking' }).click();
    },
  },
  { name: 'funding', shows: 'What can be funded, and by which rules', open: ({ go }) => go('/funding') },
  {
    name: 'funding-check',
    shows: 'What is asked of who wants to know whether they can have a course paid for',
    open: ({ go }) => go('/funding/check'),
  },
];

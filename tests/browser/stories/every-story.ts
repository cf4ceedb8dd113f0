import { account } from './account.ts';
import { accounts } from './accounts.ts';
import { booking } from './booking.ts';
import { byKeyboard } from './by-keyboard.ts';
import { certificates } from './certificates.ts';
import { colleagues } from './colleagues.ts';
import { everyScreen } from './every-screen.ts';
import { funding } from './funding.ts';
import { lostLink } from './lost-link.ts';
import { months } from './months.ts';
import { ownBooking } from './own-booking.ts';
import { privacy } from './privacy.ts';
import type { Story } from './story.ts';
import { uploads } from './uploads.ts';

export type Told = readonly [who: string, story: Story];

/** Of who does something that everybody can, account or not, and whose browser may run no script; what moves the clock stands last. */
export const everybodys: readonly Told[] = [
  ['a nurse on a phone, between two patients', booking],
  ['whoever was shown a certificate', certificates],
  ['somebody who has lost our email', lostLink],
  ['somebody who asks what we hold', privacy],
  ['somebody who asks for an account', accounts],
  ['somebody who has booked', ownBooking],
  ['somebody who plans their year', months],
  ['a practice manager with five colleagues', colleagues],
  ['somebody who wants a course paid for', funding],
];

/** In the order in which they can be told on one hub. */
export const everyStory: readonly Told[] = [
  ['somebody who has an account', account],
  ['somebody with another screen', everyScreen],
  ['somebody without a mouse', byKeyboard],
  ['somebody who sends a file on a slow line', uploads],
  ...everybodys,
];

import * as z from 'zod';
import { area, everyone, learner, manageLink, route } from '#http/route.ts';
import {
  AccountAsked,
  AccountKept,
  accountId,
  Confirmation,
  ConfirmedAccount,
  NewAccount,
  OwnLink,
  Profile,
  ProfileChange,
  WantedLink,
} from './accounts/schemas.ts';

export const people = area('people', {
  registerPerson: route({
    operationId: 'registerPerson',
    method: 'POST',
    path: '/v1/people',
    summary: 'Ask for an account',
    description:
      'A link is sent to the work email, by which its owner confirms that it was them. The answer is the same whether the address is known or not, and where this was asked too often today.',
    audience: everyone,
    input: { body: NewAccount },
    replies: { 202: AccountAsked },
    problems: [],
  }),
  confirmPerson: route({
    operationId: 'confirmPerson',
    method: 'POST',
    path: '/v1/people/confirm',
    summary: 'Confirm your account',
    description:
      'With the link in the email, once. What was booked and asked for with this very address before is then yours to see. Sign in with a code that is sent to it. Where the mailbox has an account under another spelling of its address, that one stays as it is, and the answer is `wrong-state`.',
    audience: manageLink,
    input: { body: Confirmation },
    replies: { 200: ConfirmedAccount },
    problems: ['wrong-state'],
  }),
  stay: route({
    operationId: 'stay',
    method: 'POST',
    path: '/v1/accounts/{accountId}/stay',
    summary: 'Keep your account',
    description:
      'With the link in the email that says when it ends, once. It then ends so much later, as if you had used it. You need not sign in.',
    audience: manageLink,
    input: { path: z.object({ accountId }) },
    replies: { 200: AccountKept },
    problems: [],
  }),
  getProfile: route({
    operationId: 'getProfile',
    method: 'GET',
    path: '/v1/me',
    summary: 'See your profile',
    description: 'Looking at it counts as using your account, so that it ends later.',
    audience: learner,
    input: {},
    replies: { 200: Profile },
    problems: ['account-not-found'],
  }),
  changeProfile: route({
    operationId: 'changeProfile',
    method: 'PATCH',
    path: '/v1/me',
    summary: 'Change your profile',
    description: 'Only what is given changes, from now on. What you booked or asked for before says what it said then.',
    audience: learner,
    input: { body: ProfileChange },
    replies: { 200: Profile },
    problems: ['account-not-found', 'stale-version'],
  }),
  takeLink: route({
    operationId: 'takeLink',
    method: 'POST',
    path: '/v1/me/links',
    summary: 'Take a link to a booking or a funding request of yours',
    description:
      'For an hour. With it you do what the link in its email would let you do. Yours is what was made with the very address that you sign in with.',
    audience: learner,
    input: { body: WantedLink },
    replies: { 201: OwnLink },
    problems: ['account-not-found', 'booking-not-found', 'funding-request-not-found'],
  }),
});

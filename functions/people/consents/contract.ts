import { ChosenNow } from '#http/choices.ts';
import { area, learner, route } from '#http/route.ts';
import { ConsentGiven, Consents, giving, OwnDemographics, objecting, ToldDemographics, takingBack } from './schemas.ts';

/**
 * What somebody tells of themselves under a consent, and all that they consent or object to. One function answers these, and no other may
 * touch the table where what they tell is kept.
 */
export const consents = area(
  'people',
  {
    getDemographics: route({
      operationId: 'getDemographics',
      method: 'GET',
      path: '/v1/me/demographics',
      summary: 'See what you told us of yourself, and why we ask',
      description:
        'Nobody else can see it: there is no operation for staff. What whoever was merged into your record told is not shown, and goes when you take your consent back. Of what was agreed to before the words changed, what was told stays until you take it back.',
      audience: learner,
      input: {},
      replies: { 200: OwnDemographics },
      problems: ['account-not-found'],
    }),
    saveDemographics: route({
      operationId: 'saveDemographics',
      method: 'PUT',
      path: '/v1/me/demographics',
      summary: 'Tell us of yourself, and agree that we keep it',
      description:
        'Each answer may be left out, or be that you prefer not to say. Sent again, it takes the place of what was there. The consent is kept with it, in the words that you agreed to. Take a new `Idempotency-Key` for each set of answers: what they were is not remembered, so that the same key is always answered as the first time.',
      audience: learner,
      input: { body: ToldDemographics },
      forgetsBody: true,
      replies: { 200: ChosenNow },
      problems: ['account-not-found', 'consent-changed'],
    }),
    deleteDemographics: route({
      operationId: 'deleteDemographics',
      method: 'DELETE',
      path: '/v1/me/demographics',
      summary: 'Take back that we keep what you told us of yourself',
      description: 'It is deleted at once. Sent again, it answers the same.',
      audience: learner,
      input: {},
      replies: { 200: ChosenNow },
      problems: ['account-not-found'],
    }),
    listConsents: route({
      operationId: 'listConsents',
      method: 'GET',
      path: '/v1/me/consents',
      summary: 'See what you consented and objected to',
      description: 'As it stands, with the words in which each is asked for now, and all that is kept of before.',
      audience: learner,
      input: {},
      replies: { 200: Consents },
      problems: ['account-not-found'],
    }),
    giveConsent: route({
      operationId: 'giveConsent',
      method: 'PUT',
      path: '/v1/me/consents/{purpose}',
      summary: 'Give a consent',
      description:
        'Demographics are agreed to with what you tell, and access needs with a booking. Sent again, it answers the same; of news, mailboxes of yours where it was stopped take it again.',
      audience: learner,
      input: { path: giving, body: ConsentGiven },
      replies: { 200: ChosenNow },
      problems: ['account-not-found', 'consent-changed'],
    }),
    takeBackConsent: route({
      operationId: 'takeBackConsent',
      method: 'DELETE',
      path: '/v1/me/consents/{purpose}',
      summary: 'Take a consent back',
      description: 'It acts at once: what rests on it is deleted, or not sent. Sent again, it answers the same.',
      audience: learner,
      input: { path: takingBack },
      replies: { 200: ChosenNow },
      problems: ['account-not-found'],
    }),
    object: route({
      operationId: 'object',
      method: 'PUT',
      path: '/v1/me/objections/{purpose}',
      summary: 'Object to a use that rests on our legitimate interest',
      description: 'From then on nothing of yours is used for it. Sent again, it answers the same.',
      audience: learner,
      input: { path: objecting },
      replies: { 200: ChosenNow },
      problems: ['account-not-found'],
    }),
    takeBackObjection: route({
      operationId: 'takeBackObjection',
      method: 'DELETE',
      path: '/v1/me/objections/{purpose}',
      summary: 'Take an objection back',
      description: 'Sent again, it answers the same.',
      audience: learner,
      input: { path: objecting },
      replies: { 200: ChosenNow },
      problems: ['account-not-found'],
    }),
  },
  { answeredBy: 'demographics' },
);

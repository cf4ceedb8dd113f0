import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { refuseOwn } from '#functions/funding/requests/carry-change.ts';
import { identifyCaller, type StaffMember } from '#http/callers.ts';
import { learner, staff } from '#http/route.ts';

const eventWith = (claims: unknown): APIGatewayProxyEvent =>
  ({ headers: {}, requestContext: { authorizer: { claims } } }) as unknown as APIGatewayProxyEvent;

const learnerClaims = { sub: 'l-1', email: 'Nina@NHS.net', email_verified: 'true', token_use: 'id' };
const staffClaims = { sub: 's-1', email: 'Fay@Hub.Example', 'cognito:groups': 'funding', token_use: 'id' };
const asLearner = (claims: unknown) => identifyCaller(learner, eventWith(claims));
const asStaff = (claims: unknown) => identifyCaller(staff('funding'), eventWith(claims)) as StaffMember;

describe('a learner who is signed in', () => {
  it('is who their token says, by their address in lower case', () => {
    expect(asLearner(learnerClaims)).toEqual({ kind: 'learner', sub: 'l-1', workEmail: 'nina@nhs.net' });
    expect(asLearner({ ...learnerClaims, email_verified: true })).toMatchObject({ workEmail: 'nina@nhs.net' });
  });

  it.each([
    ['an address that nobody verified', { ...learnerClaims, email_verified: 'false' }],
    ['an address of which that is not said', { ...learnerClaims, email_verified: undefined }],
    ['no address', { ...learnerClaims, email: undefined }],
    ['an access token', { ...learnerClaims, token_use: 'access' }],
    ['a token that does not say what it is for', { ...learnerClaims, token_use: undefined }],
    ['no claims', undefined],
  ])('is nobody with %s', (_, claims) => {
    expect(() => asLearner(claims)).toThrow(expect.objectContaining({ code: 'sign-in-needed' }));
  });
});

describe('a member of staff who is signed in', () => {
  it.each([
    ['no address', { ...staffClaims, email: undefined }],
    ['an empty address', { ...staffClaims, email: '' }],
    ['an access token', { ...staffClaims, token_use: 'access' }],
    ['a token that does not say what it is for', { ...staffClaims, token_use: undefined }],
  ])('is nobody with %s', (_, claims) => {
    expect(() => asStaff(claims)).toThrow(expect.objectContaining({ code: 'sign-in-needed' }));
  });

  it('may not do what their group may not', () => {
    expect(() => asStaff({ ...staffClaims, 'cognito:groups': 'bookings' })).toThrow(
      expect.objectContaining({ code: 'not-allowed' }),
    );
  });

  it('decides about no request of their own mailbox, however either address is spelled', () => {
    const fay = asStaff(staffClaims);
    expect(fay.workEmail).toBe('fay@hub.example');
    const own = expect.objectContaining({ code: 'own-request' });
    for (const workEmail of ['fay@hub.example', 'fay+cpd@hub.example']) {
      expect(() => refuseOwn({ workEmail }, fay)).toThrow(own);
    }
    const tagged = asStaff({ ...staffClaims, email: 'Fay+Work@Hub.Example' });
    expect(() => refuseOwn({ workEmail: 'fay@hub.example' }, tagged)).toThrow(own);
    expect(() => refuseOwn({ workEmail: 'fay@another.example' }, fay)).not.toThrow();
  });
});

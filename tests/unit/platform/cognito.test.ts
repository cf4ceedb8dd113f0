import { describe, expect, it, vi } from 'vitest';
import { createUserDirectory } from '#platform/user-directory.ts';
import { clientAnswered } from '../../support/cognito.ts';
import { workOf } from '../../support/hub.ts';

vi.stubEnv('AWS_REGION', 'eu-west-2');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

const askedAt = '2027-01-04T09:00:00.000Z';

const directoryAnswered = (answer: Parameters<typeof clientAnswered>[0]) =>
  createUserDirectory({ client: clientAnswered(answer).client, poolId: 'eu-west-2_any' });

describe('the directory of learners', () => {
  it.each([
    { error: 'TooManyRequestsException', status: 400 },
    { error: 'InternalErrorException', status: 500 },
  ])('is busy where Cognito answers $error, so that whoever asks tries again', async (refusal) => {
    const directory = directoryAnswered(() => refusal);
    await expect(directory.ensureUser('any@nhs.net', askedAt, workOf())).rejects.toMatchObject({ name: 'BusyError' });
    await expect(directory.removeUser('sub', workOf())).rejects.toMatchObject({ name: 'BusyError' });
  });

  it('is not busy where it was asked wrongly: the same again would be refused again', async () => {
    const directory = directoryAnswered(() => ({ error: 'InvalidParameterException', status: 400 }));
    await expect(directory.ensureUser('any@nhs.net', askedAt, workOf())).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('finds who is there already, and removes who is gone', async () => {
    const attributes = [{ Name: 'sub', Value: 'sub-1' }];
    const directory = directoryAnswered(({ operation }) => {
      if (operation === 'AdminGetUser')
        return { Username: 'sub-1', UserAttributes: attributes, UserCreateDate: Date.parse(askedAt) / 1000 };
      return {
        error: operation === 'AdminCreateUser' ? 'UsernameExistsException' : 'UserNotFoundException',
        status: 400,
      };
    });
    expect(await directory.ensureUser('any@nhs.net', askedAt, workOf())).toBe('sub-1');
    await directory.removeUser('sub-1', workOf());
  });
});

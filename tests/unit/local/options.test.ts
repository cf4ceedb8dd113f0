import { describe, expect, it } from 'vitest';
import { inOneSentence } from '../../../infra/local/fault.ts';
import { readOptions } from '../../../infra/local/options.ts';

describe('what npm start is asked for', () => {
  it('is a seeded hub at port 3000 that goes on from what is kept, where nothing is said', () => {
    expect(readOptions([], {})).toEqual({ fresh: false, seed: true, port: 3000 });
  });

  it('is all that was said', () => {
    const env = { PORT: '0', HUB_CLOCK: '2027-03-31T22:59:00Z', HUB_ENGINE: 'dynamodb-local' };
    expect(readOptions(['--fresh', '--no-seed'], env)).toEqual({
      ...{ fresh: true, seed: false, port: 0, engine: 'dynamodb-local' },
      clock: new Date('2027-03-31T22:59:00.000Z'),
    });
  });

  it.each([
    [{ PORT: 'many' }, 'PORT is "many": give a number up to 65535'],
    [{ PORT: '65536' }, 'PORT is "65536": give a number up to 65535'],
    [{ PORT: '-1' }, 'PORT is "-1": give a number up to 65535'],
    [{ HUB_CLOCK: 'soon' }, 'HUB_CLOCK is "soon": give an instant, like 2027-03-31T22:59:00Z'],
    [{ HUB_ENGINE: 'sqlite' }, 'HUB_ENGINE is "sqlite": give dynoxide or dynamodb-local'],
  ])('is not %j', (env, sentence) => {
    expect(() => readOptions([], env)).toThrow(sentence);
  });

  it.each([
    [['--frsh'], "Unknown option '--frsh'"],
    [['fresh'], "Unexpected argument 'fresh'"],
  ])('is not %j, which is said in one sentence', (args, sentence) => {
    const asked = () => readOptions(args, {});
    expect(asked).toThrow(sentence);
    try {
      asked();
    } catch (error) {
      expect(inOneSentence(error, '.local')).toMatch(/^Un[^\n]+$/);
    }
  });
});

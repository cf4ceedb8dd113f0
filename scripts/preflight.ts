import { region } from '../infra/config/settings.ts';
import { settingsOf } from '../infra/config/stages.ts';
import { endWith } from '../infra/local/running.ts';
import { createAccount } from './checks/account.ts';
import { lookAt } from './checks/check.ts';
import { preflightChecks } from './checks/preflight.ts';

/**
 * Whether an account is ready for a stage, with the rights of whoever runs it; it reads, and changes nothing. Ends with 1 where
 * something is not.
 */
const [stage, ...more] = process.argv.slice(2);
if (stage === undefined || more.length > 0) endWith('Say which stage: npm run preflight -- production');

function settingsOrSentence(of: string) {
  try {
    return settingsOf(of);
  } catch (error) {
    return endWith(error instanceof Error ? error.message : String(error));
  }
}

const settings = settingsOrSentence(stage);
const ready = await lookAt(preflightChecks(createAccount(region), settings, new Date()), console.log);
process.exitCode = ready ? 0 : 1;

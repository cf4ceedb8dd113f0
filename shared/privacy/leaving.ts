import type { DataClass } from './inventory.ts';
import type { ProcessedClass } from './processing.ts';
import type { RetentionRuleName } from './retention.ts';

/** What is kept as long as an account goes with it, whenever that ends. */
const asLongAsAccount: RetentionRuleName = 'account';

/** Of nobody who has an account with us as a learner. */
const ofStaff: ReadonlySet<string> = new Set<DataClass>(['staff', 'news', 'staff-sign-in']);

/** What becomes of what is held about somebody whose account is deleted. */
export interface Leaving {
  readonly goes: readonly ProcessedClass[];
  /** With the periods that then hold: of some, what stood in the account alone has gone with it all the same. */
  readonly stays: readonly ProcessedClass[];
}

/** @param classes - all that is held, as the record of processing has it */
export function leavingOf(classes: readonly ProcessedClass[]): Leaving {
  const ofLearners = classes.filter(({ dataClass }) => !ofStaff.has(dataClass));
  const endsWithAccount = ({ rule }: ProcessedClass['retention'][number]) => rule === asLongAsAccount;
  return {
    goes: ofLearners.filter(({ retention }) => retention.length > 0 && retention.every(endsWithAccount)),
    stays: ofLearners
      .map((each) => ({ ...each, retention: each.retention.filter((period) => !endsWithAccount(period)) }))
      .filter(({ retention }) => retention.length > 0),
  };
}

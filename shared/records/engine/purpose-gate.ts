import { PurposeError } from '#platform/errors.ts';
import { purposesOf, type View } from '#privacy/views.ts';
import type { Purpose } from '#privacy/vocabulary.ts';

/**
 * Lets through what a function may read: a view, of one of the purposes that the function was given.
 *
 * @throws PurposeError
 */
export const createGate =
  (given: readonly Purpose[]) =>
  (view: View): void => {
    const purposes = purposesOf(view);
    if (!purposes) throw new PurposeError('Records are read through views, and this is none');
    if (purposes.length > 0 && !purposes.some((purpose) => given.includes(purpose)))
      throw new PurposeError(
        `This is read to ${purposes.join(' or ')}, and this function reads to ${given.join(', ')}`,
      );
  };

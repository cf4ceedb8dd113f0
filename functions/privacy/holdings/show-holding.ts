import type * as z from 'zod';
import { withheldBecause } from '#privacy/holdings.ts';
import { inventory } from '#privacy/inventory.ts';
import { subjectRoles } from '#privacy/subjects.ts';
import {
  basesInWords,
  type DataClassEntry,
  leavesInWords,
  type Purpose,
  purposes,
  sources,
} from '#privacy/vocabulary.ts';
import type { Page } from '#records/engine/reading.ts';
import type { Held } from '#records/holdings.ts';
import type { Holding } from './schemas.ts';

type Shown = z.input<typeof Holding>;

/** What the policy says of a class, for whom it is about. */
function aboutClass(entry: DataClassEntry): Pick<Shown['classes'][number], 'wording' | 'why' | 'mayBeSharedWith'> {
  return {
    wording: entry.wording,
    why: Object.entries(entry.purposes).map(([purpose, { basis }]) => ({
      purpose: purposes[purpose as Purpose], // Only those are its keys.
      basis: basesInWords[basis],
    })),
    mayBeSharedWith: leavesInWords(entry),
  };
}

/** What was told under a consent stands where neither this function nor any other but one can read it. */
function leadsToDemographics(type: string, values: Held['values']): boolean {
  const says = (name: string) => values.find((value) => value.name === name)?.shown;
  const purpose = says('purpose');
  const isItsConsent = purpose && 'value' in purpose && purpose.value === 'demographics';
  return type === 'choice' && isItsConsent === true && says('endedAt') === undefined;
}

/** A record of somebody's in words: what is held, where it is from, why, who may receive it, what was done with it and when it ends. */
function showHolding({ type, role, endsAt, values, trail }: Held): Shown {
  const byClass = Map.groupBy(values, ({ dataClass }) => dataClass);
  return {
    kind: type,
    as: subjectRoles[role],
    endsAt,
    classes: [
      ...[...byClass].map(([dataClass, own]) => ({
        ...aboutClass(inventory[dataClass]),
        values: own.map(({ name, sources: from, shown }) => ({
          name,
          from: from.map((source) => sources[source]),
          ...('withheld' in shown
            ? { withheld: withheldBecause[shown.withheld] }
            : { value: shown.value as z.core.util.JSONType }), // As it lay in the table.
        })),
      })),
      ...(leadsToDemographics(type, values)
        ? [{ ...aboutClass(inventory.demographics), values: [], shownAt: 'GET /v1/me/demographics' }]
        : []),
    ],
    seen: trail.map(({ at, action, facts }) => ({
      at,
      action,
      ...(typeof facts?.why === 'string' && { why: facts.why }),
    })),
  };
}

export const showPage = ({ items, ...rest }: Page<Held>): Page<Shown> => ({ items: items.map(showHolding), ...rest });

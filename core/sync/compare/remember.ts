/** What a link remembers after a run: for each field the fingerprint of the value that both sides now hold (R20). Pure. */
import type { FieldKey } from '../../person';
import { writeRemembered, type Remembered } from '../link';
import type { Link } from '../types';
import type { Difference, FieldComparison, PersonComparison } from './compare';

/** What became of the differences: by the key of their target. Those in neither set were held back or not reached, and stay as they were. */
export interface Became {
  /** Xledger holds Huma's value now. */
  stuck: ReadonlySet<string>;
  /** Xledger refused it or let it fall: not to be sent again until Huma's value is another one. */
  fell: ReadonlySet<string>;
}

/** The new baseline; fields that were not compared keep what was known of them. */
export function remember(before: Link['baseline'], { fields, differences }: PersonComparison, became: Became): Link['baseline'] {
  const stillOpen = differences.filter(({ target }) => !became.stuck.has(target.key));
  return rewrite(before, fields, (comparison) => {
    const open = stillOpen.length === 0 ? stillOpen : stillOpen.filter((difference) => difference.fields.includes(comparison.field));
    if (open.length === 0 && isCompared(comparison)) return comparison.isClear ? {} : { synced: comparison.print };
    return open.some(({ target }) => became.fell.has(target.key)) ? { ...comparison.remembered, settled: comparison.print } : comparison.remembered;
  });
}

/** Pairs that are linked as they are: what differs is left until it changes in Huma (R14, R20). */
export function rememberAsTheyAre(before: Link['baseline'], comparison: PersonComparison): Link['baseline'] {
  return remember(before, comparison, { stuck: new Set(), fell: new Set(comparison.differences.filter(leavesSomething).map(({ target }) => target.key)) });
}

const leavesSomething = ({ state }: Difference): boolean => state !== 'missingInHuma';

const isCompared = ({ state }: FieldComparison): boolean => state !== 'notComparable' && state !== 'unreadable';

function rewrite(before: Link['baseline'], fields: PersonComparison['fields'], now: (comparison: FieldComparison) => Remembered): Link['baseline'] {
  let after: Partial<Record<FieldKey, string>> | undefined;
  for (const [field, comparison] of fields) {
    const text = writeRemembered(now(comparison));
    if (text === before[field]) continue;
    after ??= { ...before };
    if (text === undefined) delete after[field];
    else after[field] = text;
  }
  // Unchanged for nearly everyone: then nothing new is kept in memory.
  return after ?? before;
}

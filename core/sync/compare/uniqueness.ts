/** Whether a value that nobody may share belongs to somebody else, in Xledger or in Huma (R28). Pure. */
import sortBy from 'lodash/sortBy';
import { fieldOf, UNIQUE_FIELDS, type FieldKey, type Person, type Reading } from '../../person';
import type { UniqueKey, XledgerIndex } from '../match';
import { shortName } from '../report';

/** Somebody of Huma who holds, or wants, values. */
export interface Claim {
  /** Unique in the call. */
  key: string;
  person: Person;
}

export interface Holder {
  /** In words for a result. */
  says: string;
  /** Where it is an employee in Xledger. */
  employeeDbId?: string;
}

export interface Uniqueness {
  /** Who else has the value. `ownDbId` is the claimant's own employee. Asking for a field that may be shared gives nobody. */
  holders(field: FieldKey, value: unknown, claimant: { key: string; ownDbId: string | null }): Holder[];
}

export const isUnique = (field: FieldKey): field is UniqueKey & FieldKey => UNIQUE_FIELDS.includes(field);

/** Looks at everyone in Xledger and at all people of the run; each field is normalised once, when it is first asked for. */
export function uniqueness(claims: readonly Claim[], index: XledgerIndex, reading: Reading): Uniqueness {
  const inHuma = new Map<FieldKey, Map<string, Claim[]>>();
  const claimsOn = (field: FieldKey, canonical: string): readonly Claim[] => {
    let byValue = inHuma.get(field);
    if (!byValue) inHuma.set(field, (byValue = groupBy(claims, field, reading)));
    return byValue.get(canonical) ?? [];
  };
  return {
    holders(field, value, { key, ownDbId }) {
      if (!isUnique(field) || typeof value !== 'string' || value === '') return [];
      const inXledger = index.holders(field, value).filter(({ dbId }) => dbId !== ownDbId);
      const rivals = claimsOn(field, fieldOf(field).kind.canonical(value as never, reading)).filter((claim) => claim.key !== key);
      return [
        ...sortBy(inXledger, (entry) => entry.dbId).map(({ code, dbId }) => ({ says: code ? `employee ${code} in Xledger` : `the employee with Xledger ID ${dbId}`, employeeDbId: dbId })),
        ...sortBy(rivals, (rival) => rival.key).map(({ person }) => ({ says: `${shortName(person) ?? 'somebody'} in Huma` })),
      ];
    },
  };
}

function groupBy(claims: readonly Claim[], field: FieldKey, reading: Reading): Map<string, Claim[]> {
  const found = new Map<string, Claim[]>();
  for (const claim of claims) {
    const value = claim.person[field];
    if (typeof value !== 'string') continue;
    const canonical = fieldOf(field).kind.canonical(value as never, reading);
    const others = found.get(canonical);
    if (others) others.push(claim);
    else found.set(canonical, [claim]);
  }
  return found;
}

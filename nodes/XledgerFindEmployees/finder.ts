/** Finds what items ask for, and asks Xledger only once for what several items need. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { FIELD_KEYS, kindOf } from '../../core/person';
import type { Xledger, XledgerEmployee, XledgerIndexEntry } from '../../core/xledger';
import { xledgerOf } from '../shared';
import type { Search } from './search';
import { isOpen } from './shown';

/** A finder for one execution. */
export function createFinder(context: IExecuteFunctions): (search: Search) => Promise<XledgerEmployee[]> {
  let client: Promise<Xledger> | undefined;
  let index: Promise<XledgerIndexEntry[]> | undefined;

  return async ({ wanted, limit = Infinity, status, ownerDbId, patience }) => {
    const xledger = await (client ??= xledgerOf(context, { patience }));
    const today = new Date().toISOString().slice(0, 10);
    const fits = (employee: XledgerEmployee) => (!ownerDbId || employee.ownerDbId === ownerDbId) && (status === 'all' || (status === 'open') === isOpen(employee, today));

    if (wanted.by === 'all') return await firstOf(xledger.everyone(FIELD_KEYS), fits, limit);
    if (wanted.by === 'changedSince') return await firstOf(xledger.changedSince(wanted.since, FIELD_KEYS), fits, limit);
    const dbIds = wanted.by === 'dbId' ? [wanted.is] : holdersOf(await (index ??= xledger.index()), wanted.by, wanted.is);
    if (dbIds.length === 0) return [];
    return [...(await xledger.byDbId(dbIds, FIELD_KEYS)).values()].filter(fits);
  };
}

async function firstOf(pages: AsyncIterable<XledgerEmployee[]>, fits: (employee: XledgerEmployee) => boolean, limit: number): Promise<XledgerEmployee[]> {
  const found: XledgerEmployee[] = [];
  for await (const page of pages) {
    found.push(...page.filter(fits).slice(0, limit - found.length));
    if (found.length >= limit) break;
  }
  return found;
}

/** Whose value is the same (R38). The contact's e-mail counts, the subledger's only where the contact has none (R11). */
function holdersOf(index: readonly XledgerIndexEntry[], by: 'email' | 'employmentId', is: string): string[] {
  const kind = kindOf(by);
  const held = (entry: XledgerIndexEntry) => (by === 'email' ? entry.contactEmail || entry.subledgerEmail : entry.code);
  return index.filter((entry) => kind.same((held(entry) ?? '').trim(), is)).map(({ dbId }) => dbId);
}

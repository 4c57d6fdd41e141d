/** Walks through one of Huma's lists without skipping or repeating anyone, as far as Huma's pages allow (huma.md 1.4, H15). */
import memoize from 'lodash/memoize';
import { z } from 'zod';
import { isRecord, shortWay } from '../../person';
import type { Caller, Final, Query } from './request';

export interface List<T extends { id: string }> {
  path: string;
  query: Query;
  item: z.ZodType<T, z.ZodTypeDef, unknown>;
  /** The most that Huma allows on a page of this list. */
  pageSize: number;
}

/** When the list moves while it is read, people slip past the offset: `total` changes or is not reached, and another pass finds them. */
const PASSES = 3;
/** A server that ignores the offset would keep us turning for ever. */
const REPEATED_PAGES = 3;

/**
 * Yields each page as an answer, only with items not seen before; the first answer that is not `done` is the last.
 * Advances by what was received, stops at `total`, else at the first empty page.
 */
export async function* readPages<T extends { id: string }>(caller: Caller, list: List<T>): AsyncGenerator<Final<T[]>, void, void> {
  const seen = new Set<string>();
  const page = pageOf(list.item) as z.ZodType<{ items: T[]; total?: number }, z.ZodTypeDef, unknown>;
  let total: number | undefined;

  for (let pass = 1; pass <= PASSES; pass++) {
    let offset = 0;
    let repeated = 0;
    const totals = new Set<number | undefined>();
    do {
      const answer = await caller.get(list.path, { ...list.query, limit: list.pageSize, offset }, page);
      if (answer.kind !== 'done') {
        yield answer;
        return;
      }
      const { items } = answer.value;
      total = answer.value.total;
      totals.add(total);
      if (items.length === 0) break;
      offset += items.length;

      const fresh = unseen(items, seen);
      repeated = fresh.length === 0 ? repeated + 1 : 0;
      // The same page again, and shorter than allowed: that was all there is.
      if (repeated > 0 && total === undefined && items.length < list.pageSize) return;
      if (pass === 1 && repeated >= REPEATED_PAGES) {
        yield { kind: 'failed', failure: { code: 'unreadable', says: 'Huma keeps giving the same page of its list.', retry: true } };
        return;
      }
      if (fresh.length > 0) yield { kind: 'done', value: fresh };
    } while (total === undefined || offset < total);
    if (total === undefined || (seen.size >= total && totals.size === 1)) return;
  }
}

/** The whole list at once. */
export async function readAll<T extends { id: string }>(caller: Caller, list: List<T>): Promise<Final<T[]>> {
  const all: T[] = [];
  for await (const answer of readPages(caller, list)) {
    if (answer.kind !== 'done') return answer;
    all.push(...answer.value);
  }
  return { kind: 'done', value: all };
}

/** A total that is no count is as good as none. */
export const pageOf = memoize((item: z.ZodType<unknown, z.ZodTypeDef, unknown>) => {
  const page = z.object({ items: z.array(item), total: z.number().int().nonnegative().optional().catch(undefined) });
  return shortWay<z.output<typeof page>>(page, (value) => usualPage(value, item));
});

function usualPage(value: unknown, item: z.ZodType<unknown, z.ZodTypeDef, unknown>): { items: unknown[]; total?: number } | undefined {
  if (!isRecord(value) || !Array.isArray(value.items) || !Number.isSafeInteger(value.total) || (value.total as number) < 0) return undefined;
  const items: unknown[] = [];
  for (const one of value.items as unknown[]) {
    const read = item.safeParse(one);
    if (!read.success) return undefined;
    items.push(read.data);
  }
  return { items, total: value.total as number };
}

function unseen<T extends { id: string }>(items: readonly T[], seen: Set<string>): T[] {
  return items.filter(({ id }) => !seen.has(id) && seen.add(id));
}

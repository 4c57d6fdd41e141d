/** Links as items and back: all text, because they are kept in an n8n Data Table (R12). */
import isEqual from 'lodash/isEqual';
import { z } from 'zod';
import { isRecord, isText, shortWay } from '../../person';
import type { XledgerIds } from '../../xledger';
import type { Baseline as Prints, Link } from '../types';
import { baselineFromText } from './asText';
import { isBaselineKey, WHOLE } from './baseline';

/** A link as an item: one text a column, the baseline as JSON text, nothing as empty text. */
export type LinkItem = Record<keyof Link, string>;

export function linkToItem(link: Link): LinkItem {
  return {
    ...link,
    employeeDbId: link.employeeDbId ?? '',
    contactDbId: link.contactDbId ?? '',
    subledgerDbId: link.subledgerDbId ?? '',
    baseline: JSON.stringify(sorted(link.baseline)),
  };
}

/**
 * Reads items back. Columns that are not ours are ignored (n8n adds its own), and so are items without a Huma id: an empty table gives one empty item.
 * A row that is damaged is named by its place; it is not taken for no link, since that could create somebody twice.
 */
export function linksFromItems(items: readonly unknown[]): { links: Link[]; damaged: { item: number; why: string }[] } {
  const read: { links: Link[]; damaged: { item: number; why: string }[] } = { links: [], damaged: [] };
  items.forEach((item, place) => {
    if (!isUsual(item) && !HasHumaId.safeParse(item).success) return;
    const parsed = LinkRow.safeParse(item);
    if (parsed.success) read.links.push(parsed.data);
    else read.damaged.push({ item: place, why: [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))].join(', ') });
  });
  return read;
}

export interface LinkBook {
  /** The link that counts for a Huma id: the last one, should a table hold two. */
  of(humaId: string | null): Link | undefined;
  /** Without tombstones that were replaced (R27). */
  readonly all: readonly Link[];
}

/** The links of one connection (R4). Forgotten ones are as if they had never been. */
export function linkBook(links: readonly Link[], connection: string): LinkBook {
  const latest = new Map<string, Link>();
  for (const link of links) {
    const other = latest.get(link.humaId);
    if (link.connection === connection && (!other || link.changedAt >= other.changedAt)) latest.set(link.humaId, link);
  }
  for (const [humaId, { state }] of latest) if (state === 'forgotten') latest.delete(humaId);
  return { all: withoutReplaced([...latest.values()]), of: (humaId) => (humaId === null ? undefined : latest.get(humaId)) };
}

/** Who comes back has another Huma id: the employee's new link, or a later tombstone of it, takes the place of the old tombstone (R27). */
function withoutReplaced(links: Link[]): Link[] {
  if (links.every(({ state }) => state !== 'deleted')) return links;
  const standing = new Map<string, Link>();
  for (const link of links) {
    if (!link.employeeDbId) continue;
    const other = standing.get(link.employeeDbId);
    if (!other || outranks(link, other)) standing.set(link.employeeDbId, link);
  }
  return links.filter((link) => link.state !== 'deleted' || !link.employeeDbId || standing.get(link.employeeDbId) === link);
}

const outranks = (link: Link, other: Link): boolean => (link.state === 'deleted') === (other.state === 'deleted') ? link.changedAt > other.changedAt : other.state === 'deleted';

interface Moment {
  connection: string;
  humaId: string;
  /** ISO date-time. */
  at: string;
}

/** A pair that is now linked. Ids that could not be seen keep what was known. */
export function linked({ connection, humaId, at }: Moment, ids: XledgerIds, baseline: Link['baseline'], before?: Link): Link {
  return {
    connection,
    humaId,
    state: 'linked',
    employeeDbId: ids.employeeDbId,
    contactDbId: ids.contactDbId ?? before?.contactDbId ?? null,
    subledgerDbId: ids.subledgerDbId ?? before?.subledgerDbId ?? null,
    baseline,
    changedAt: at,
  };
}

/** Seen as new, but not creatable yet (R9.3). */
export const pending = ({ connection, humaId, at }: Moment): Link => ({ connection, humaId, state: 'pending', employeeDbId: null, contactDbId: null, subledgerDbId: null, baseline: {}, changedAt: at });

/** Not in Xledger as seen just now, and about to be created; the baseline is what will be written. */
export const creating = ({ connection, humaId, at }: Moment, baseline: Link['baseline']): Link => ({ connection, humaId, state: 'creating', employeeDbId: null, contactDbId: null, subledgerDbId: null, baseline, changedAt: at });

/** Deleted in Huma: both ids and the time stay, nothing else is needed (R25). */
export const tombstone = (before: Link, at: string): Link => ({ ...before, state: 'deleted', baseline: {}, changedAt: at });

/** A pending mark that has ended without a creation (R9). */
export const forgotten = (before: Link, at: string): Link => ({ ...before, state: 'forgotten', baseline: {}, changedAt: at });

/** Whether two links say the same, whenever they were written. */
export const sameLink = (one: Link, other: Link): boolean =>
  SAYS.every((key) => one[key] === other[key]) && (one.baseline === other.baseline || isEqual(one.baseline, other.baseline));

const SAYS = ['connection', 'humaId', 'state', 'employeeDbId', 'contactDbId', 'subledgerDbId'] as const satisfies readonly (keyof Link)[];

const HasHumaId = z.object({ humaId: z.string().trim().min(1) });

const text = z.union([z.string(), z.number().int().nonnegative().transform(String)]);
const dbId = text.nullish().transform((value) => value?.trim() || null);

const Baseline = z.record(z.string(), z.string()).transform((entries): Prints => Object.fromEntries(Object.entries(entries).filter(([key]) => isBaselineKey(key))));

const BaselineText = z.union([Baseline, z.string().transform((value, context) => {
  try {
    return value.trim() === '' ? {} : (JSON.parse(value) as unknown);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
}).pipe(Baseline)]);

const AnyLinkRow = z
  .object({
    connection: z.string().trim().min(1),
    humaId: z.string().trim().min(1),
    state: z.enum(['linked', 'pending', 'creating', 'deleted', 'forgotten']),
    employeeDbId: dbId,
    contactDbId: dbId,
    subledgerDbId: dbId,
    baseline: BaselineText.nullish().transform((value) => value ?? {}),
    changedAt: z.string().nullish().transform((value) => value ?? ''),
  })
  .refine((row) => row.state !== 'linked' || row.employeeDbId !== null, { path: ['employeeDbId'] });
export const LinkRow = shortWay<Link>(AnyLinkRow, usualLink);

/** A linked pair as this package writes it. */
function usualLink(item: unknown): Link | undefined {
  if (!isUsual(item) || item.state !== 'linked' || !isId(item.employeeDbId) || !isText(item.contactDbId) || !isText(item.subledgerDbId) || !isText(item.changedAt)) return undefined;
  const baseline = isText(item.baseline) ? baselineFromText(item.baseline) : undefined;
  if (!baseline) return undefined;
  const { connection, humaId, employeeDbId, contactDbId, subledgerDbId, changedAt } = item;
  return { connection, humaId, state: 'linked', employeeDbId: employeeDbId.trim(), contactDbId: contactDbId.trim() || null, subledgerDbId: subledgerDbId.trim() || null, baseline, changedAt };
}

const isUsual = (item: unknown): item is Readonly<Record<string, unknown>> & { connection: string; humaId: string } => isRecord(item) && isTrimmed(item.connection) && isTrimmed(item.humaId);
const isTrimmed = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.trim() === value;
const isId = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** The same baseline is always the same text; `whole` stands first. */
function sorted(baseline: Prints): Prints {
  return Object.fromEntries(Object.entries(baseline).sort(([a], [b]) => (a === WHOLE || (b !== WHOLE && a < b) ? -1 : 1)));
}

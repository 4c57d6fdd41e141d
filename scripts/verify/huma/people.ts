// What probes look at: lists, and the details and positions of a few people. Kept in memory for the run, never printed.
import get from 'lodash/get';
import { z } from 'zod';
import type { Clock } from '../../../core/person';
import type { Probe } from '../findings';
import type { HumaAsker } from './ask';

type Json = Readonly<Record<string, unknown>>;

export interface Someone {
  id: string;
  details: Json;
  positions: readonly Json[];
  /** How many positions come when no limit is sent. */
  withoutLimit: number | undefined;
}

export interface HumaTenant {
  asker: HumaAsker;
  clock: Clock;
  /** Active people, at most 25. */
  sample: readonly Someone[];
  limits: boolean;
  /** Minutes to wait for the end of the token. */
  waitMinutes: number;
}

export type HumaProbe = Probe<HumaTenant>;

export interface Listed {
  ids: string[];
  total: number | undefined;
  status: number;
}

export async function listed(asker: HumaAsker, query: string): Promise<Listed> {
  const reply = await asker.get('/users', `?${query}`);
  const page = PAGE.safeParse(reply.json);
  const items = page.success ? page.data.items.filter(({ type }) => type === undefined || type === 'user') : [];
  return { ids: items.map(({ id }) => id), total: page.success ? page.data.total : undefined, status: reply.status };
}

const PAGE = z.object({ items: z.array(z.object({ id: z.string(), type: z.string().optional().catch(undefined) }).passthrough()), total: z.number().optional().catch(undefined) });
const ITEMS = z.object({ items: z.array(z.record(z.unknown())) });

/** Reads up to 25 active people; those with several positions tell most, so all are asked for their positions. */
export async function readSample(asker: HumaAsker): Promise<Someone[]> {
  const { ids } = await listed(asker, 'isActive=true&limit=25');
  const sample: Someone[] = [];
  for (const id of ids) {
    const details = z.record(z.unknown()).safeParse((await asker.get(`/users/${id}`)).json);
    const positions = ITEMS.safeParse((await asker.get(`/users/${id}/positions`, '?limit=50')).json);
    const several = positions.success && positions.data.items.length > 1;
    const free = several ? ITEMS.safeParse((await asker.get(`/users/${id}/positions`)).json) : undefined;
    if (details.success) sample.push({ id, details: details.data, positions: positions.success ? positions.data.items : [], withoutLimit: free?.success ? free.data.items.length : undefined });
  }
  return sample;
}

/** The wrapper of a field; undefined where it is missing. */
export function wrapper({ details }: Someone, key: string): { value: unknown; editable: boolean | undefined; hasWarning: boolean } | undefined {
  const raw: unknown = details[key];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const editable: unknown = get(raw, 'editable');
  const warnings = Object.values((get(raw, 'integrations') as object | undefined) ?? {});
  return { value: get(raw, 'value') as unknown, editable: typeof editable === 'boolean' ? editable : undefined, hasWarning: warnings.some((one) => JSON.stringify(one).includes('locked')) };
}

export const textIn = (row: unknown, path: string): string | undefined => {
  const value: unknown = get(row, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};

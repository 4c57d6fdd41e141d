/** What one item asks Xledger Find Employees for. */
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { parameter, type Schema } from '../shared';
import { properties } from './properties';

export interface Search {
  wanted: Wanted;
  /** Absent: all of them. */
  limit?: number;
  status: 'all' | 'open' | 'closed';
  simplify: boolean;
  ownerDbId?: string;
  showSensitive: boolean;
  /** Milliseconds. */
  patience: number;
}

export type Wanted = { by: 'all' } | { by: 'changedSince'; since: string } | { by: 'email' | 'employmentId' | 'dbId'; is: string };

const text = z.union([z.string(), z.number()]).transform((value) => String(value).trim());
const filled = text.refine((value) => value !== '', 'is empty');
const options = z.object({
  owner: text.optional().transform((owner) => owner || undefined),
  showSensitive: z.boolean().default(false),
  patience: z.number().positive().default(300),
});

/** Reads the parameters for one item. An empty search never means "everyone". */
export function readSearch(context: IExecuteFunctions, item: number): Search {
  const read = <T>(name: string, schema: Schema<T>): T => parameter(context, name, item, schema, properties);
  const operation = read('operation', z.enum(['all', 'changedSince', 'email', 'employmentId', 'one']));
  const isList = operation === 'all' || operation === 'changedSince';
  const { owner, showSensitive, patience } = read('options', options);
  return {
    wanted: wantedBy(operation, read, context, item),
    ...(isList && !read('returnAll', z.boolean()) ? { limit: read('limit', z.number().int().positive()) } : {}),
    status: read('status', z.enum(['all', 'open', 'closed'])),
    simplify: read('simplify', z.boolean()),
    ownerDbId: owner,
    showSensitive,
    patience: patience * 1000,
  };
}

type Read = <T>(name: string, schema: Schema<T>) => T;

function wantedBy(operation: 'all' | 'changedSince' | 'email' | 'employmentId' | 'one', read: Read, context: IExecuteFunctions, item: number): Wanted {
  switch (operation) {
    case 'all':
      return { by: 'all' };
    case 'changedSince':
      return { by: 'changedSince', since: serverTime(read('changedSince', filled), context, item) };
    case 'email':
    case 'employmentId':
      return { by: operation, is: read(operation, filled) };
    case 'one':
      return { by: modeOf(context, item) === 'email' ? 'email' : 'dbId', is: read('employee', filled) };
  }
}

function modeOf(context: IExecuteFunctions, item: number): unknown {
  return z.object({ mode: z.string() }).parse(context.getNodeParameter('employee', item)).mode;
}

/**
 * A time without a zone is one that Xledger gave, and goes back as it is. Any other goes as UTC: whether Xledger's clock shows UTC or
 * Norwegian time is not known (U20), and UTC never misses anybody; up to two hours more are found.
 */
function serverTime(given: string, context: IExecuteFunctions, itemIndex: number): string {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(given)) return given;
  const time = Date.parse(given);
  if (Number.isNaN(time)) throw new NodeOperationError(context.getNode(), '"Changed Since" is not a date and time', { itemIndex });
  return new Date(time).toISOString().slice(0, 19);
}

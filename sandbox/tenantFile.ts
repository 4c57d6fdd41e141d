// Reads what `npm run verify` wrote about a real tenant, so that a sandbox behaves like it.
import { z } from 'zod';

const TENANT = z.object({ formatVersion: z.literal(1), system: z.enum(['xledger', 'huma']), positions: z.record(z.string()) });

/** The system that the file is about. Throws an Error that says what is wrong with it. */
export function systemOf(tenant: unknown): 'xledger' | 'huma' {
  return parsed(tenant).system;
}

/** The positions that were found, of the switches that this sandbox has; a position that it does not know throws an Error. */
export function positionsIn(tenant: unknown, system: 'xledger' | 'huma', positionsOf: (key: string) => readonly string[] | undefined): Record<string, string> {
  const { system: found, positions } = parsed(tenant);
  if (found !== system) throw new Error(`This file is about ${found}, not about ${system}.`);
  return Object.fromEntries(Object.entries(positions).filter(([key, position]) => {
    const known = positionsOf(key);
    if (known && !known.includes(position)) throw new Error(`${key} cannot be ${position}: the file was written by another version.`);
    return known !== undefined;
  }));
}

function parsed(tenant: unknown): z.infer<typeof TENANT> {
  const read = TENANT.safeParse(tenant);
  if (!read.success) throw new Error('This is not a file that verify wrote with --json.');
  return read.data;
}

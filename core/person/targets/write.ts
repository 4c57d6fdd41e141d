/** From a target's value to the keys of a mutation input. */
import type { Encoding, Part, Target, TargetValue, Template, Write } from '../target';
import type { Address } from '../values/address';

/** What core/xledger knows of the tenant: each turns a value into what its input takes; undefined leaves the key out (U8, U12). */
export type Encodings = { readonly [E in Encoding]: (value: string) => unknown };

/**
 * The input keys that put a value at a target; `null` clears it (R29), an address never. Empty parts are left out, never sent as blanks (R30).
 * An empty object: nothing of it can be said to this tenant.
 */
export function inputAt(target: Target, value: TargetValue | null, encodings: Encodings, write: Write = target.write): Record<string, unknown> {
  if (value === null) return target.shape === 'address' ? {} : Object.fromEntries(Object.keys(write.puts).map((key) => [key, null]));
  return filled(write.puts, value, encodings) ?? {};
}

function filled(template: Template, value: TargetValue, encodings: Encodings): Record<string, unknown> | undefined {
  const entries = Object.entries(template).map(([key, part]) => [key, isPart(part) ? partOf(part, value, encodings) : filled(part, value, encodings)] as const);
  const present = entries.filter(([, found]) => found !== undefined && found !== '');
  return present.length > 0 ? Object.fromEntries(present) : undefined;
}

function partOf({ from, as }: Part, value: TargetValue, encodings: Encodings): unknown {
  const text = from === 'value' ? value : typeof value === 'string' ? undefined : value[from as keyof Address];
  return as === undefined || typeof text !== 'string' ? text : encodings[as](text);
}

const isPart = (entry: Part | Template): entry is Part => typeof entry.from === 'string';

/** Whether the token may read what the sync needs: a few rows of each object, one request each (R2, U14, P1). */
import { z } from 'zod';
import { allRows, dbId, innerProbe, ownedProbe, plainProbe } from '../reading';
import type { Run } from '../run';
import { XledgerRefused, XledgerStopped } from '../transport';

interface Probe {
  /** As Xledger's token page calls it (R2). */
  scope: string;
  connection: string;
  owned: boolean;
  /** A tenant always has rows of it, so none means no access (U14c). */
  neverEmpty?: true;
  /** Seen inside these rows only: the key, and what is selected of it. */
  inside?: readonly [key: string, selection: string];
}

const PROBES: readonly Probe[] = [
  { scope: 'Employee', connection: 'employees', owned: true },
  { scope: 'Contact', connection: 'contacts', owned: true },
  { scope: 'Subledger', connection: 'subledgers', owned: true },
  { scope: 'Supplier', connection: 'suppliers', owned: true },
  { scope: 'Country', connection: 'countries', owned: false, neverEmpty: true },
  { scope: 'Bank', connection: 'banks', owned: true },
  { scope: 'Address', connection: 'contacts', owned: true, inside: ['address', 'place'] },
  { scope: 'Company', connection: 'subledgers', owned: true, inside: ['company', 'country'] },
  { scope: 'System Value', connection: 'subledgers', owned: true, inside: ['ledgerType', 'dbId'] },
  { scope: 'Object Value', connection: 'suppliers', owned: true, inside: ['subledgerGroup', 'dbId'] },
];

/** What is inside a row may be empty in some. */
const ROWS_TO_LOOK_INTO = 50;

/** The scopes that are missing, and those of which nothing is visible, which can mean either. */
export interface Scopes {
  missing: string[];
  empty: string[];
}

/** Reads only. Throws `XledgerStopped` when the token itself is not accepted or Xledger does not answer. */
export async function checkScopes(run: Run): Promise<Scopes> {
  const found: Scopes = { missing: [], empty: [] };
  for (const probe of PROBES) {
    // What is inside rows that nobody may see says nothing.
    if (probe.inside && PROBES.some(({ scope, connection, inside }) => connection === probe.connection && !inside && [...found.missing, ...found.empty].includes(scope))) continue;
    const seen = await probed(run, probe);
    if (seen === 'refused' || (seen === 'nothing' && probe.neverEmpty)) found.missing.push(probe.scope);
    else if (seen === 'nothing') found.empty.push(probe.scope);
  }
  // Employees whose contacts and subledgers nobody may see: not an empty tenant (U14b, U14c).
  if (!found.missing.includes('Employee') && !found.empty.includes('Employee')) {
    const isLinked = (scope: string) => scope === 'Contact' || scope === 'Subledger';
    found.missing.push(...found.empty.filter(isLinked));
    found.empty = found.empty.filter((scope) => !isLinked(scope));
  }
  return found;
}

/** Whether at least one row of a connection is visible. */
export async function seesAny(run: Run, connection: 'subledgers' | 'contacts'): Promise<boolean> {
  return (await probed(run, { scope: connection, connection, owned: true })) === 'rows';
}

async function probed(run: Run, { connection, owned, inside }: Probe): Promise<'rows' | 'nothing' | 'refused'> {
  const document = inside ? innerProbe(connection, ...inside) : owned ? ownedProbe(connection) : plainProbe(connection);
  try {
    const rows = await allRows(run, { document, connection, row: Probed, owned, exact: true, atMost: inside ? ROWS_TO_LOOK_INTO : 1 });
    return rows.some((row) => !inside || (row[inside[0]] ?? null) !== null) ? 'rows' : 'nothing';
  } catch (error) {
    // A server that knows no employees is another one.
    if (error instanceof XledgerRefused && error.refusal.code === 'unknownField' && connection === 'employees') throw error;
    if (error instanceof XledgerRefused || (error instanceof XledgerStopped && error.stop.code === 'scope')) return 'refused';
    throw error;
  }
}

const Probed = z.object({ dbId }).passthrough() as unknown as z.ZodType<{ dbId: string | null } & Record<string, unknown>, z.ZodTypeDef, unknown>;

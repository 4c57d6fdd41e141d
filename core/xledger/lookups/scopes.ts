/** Whether the token may read what the sync needs: one row of each object, one request each (R2, U14, P1). */
import { z } from 'zod';
import { allRows, dbId, ownedProbe, plainProbe } from '../reading';
import type { Run } from '../run';
import { XledgerRefused, XledgerStopped } from '../transport';

interface Probe {
  /** As Xledger's token page calls it (R2). */
  scope: string;
  connection: string;
  owned: boolean;
  /** A tenant always has rows of it, so none means no access (U14c). */
  neverEmpty?: true;
}

const PROBES: readonly Probe[] = [
  { scope: 'Employee', connection: 'employees', owned: true },
  { scope: 'Contact', connection: 'contacts', owned: true },
  { scope: 'Subledger', connection: 'subledgers', owned: true },
  { scope: 'Supplier', connection: 'suppliers', owned: true },
  { scope: 'Country', connection: 'countries', owned: false, neverEmpty: true },
  { scope: 'Bank', connection: 'banks', owned: true },
];

/** The scopes that are missing, and those of which nothing is visible, which can mean either. */
export interface Scopes {
  missing: string[];
  empty: string[];
}

/** Reads only. Throws `XledgerStopped` when the token itself is not accepted or Xledger does not answer. */
export async function checkScopes(run: Run): Promise<Scopes> {
  const found: Scopes = { missing: [], empty: [] };
  for (const probe of PROBES) {
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

async function probed(run: Run, { connection, owned }: Probe): Promise<'rows' | 'nothing' | 'refused'> {
  try {
    const rows = await allRows(run, { document: owned ? ownedProbe(connection) : plainProbe(connection), connection, row: Probed, owned, atMost: 1 });
    return rows.length > 0 ? 'rows' : 'nothing';
  } catch (error) {
    if (error instanceof XledgerRefused || (error instanceof XledgerStopped && error.stop.code === 'scope')) return 'refused';
    throw error;
  }
}

const Probed = z.object({ dbId });

// What was asked of the sandbox: one entry a request. Values are never kept, unless the sandbox was started with keepBodies.

export interface JournalEntry {
  /** ISO date-time, by the sandbox's clock. */
  at: string;
  operation: string | null;
  kind: 'query' | 'mutation' | 'unreadable';
  rootFields: readonly string[];
  /** Inputs of the mutations that were run. */
  nodes: number;
  /** Rows given out. */
  rows: number;
  /** 0 where the connection was cut. */
  status: number;
  errorCodes: string[];
  /** How long it took, by the sandbox's clock. */
  ms: number;
  fault?: string;
  body?: { asked: string; answered: string };
}

/** Counts for the page and the admin address: requests by kind and by root field. */
export function summaryOf(journal: readonly JournalEntry[]): { requests: number; queries: number; mutations: number; nodesWritten: number; failed: number; byRootField: Record<string, number> } {
  const byRootField: Record<string, number> = {};
  for (const field of journal.flatMap((entry) => entry.rootFields)) byRootField[field] = (byRootField[field] ?? 0) + 1;
  const count = (test: (entry: JournalEntry) => boolean): number => journal.filter(test).length;
  return {
    requests: journal.length,
    queries: count(({ kind }) => kind === 'query'),
    mutations: count(({ kind }) => kind === 'mutation'),
    nodesWritten: journal.reduce((sum, entry) => sum + entry.nodes, 0),
    failed: count(({ status, errorCodes }) => status !== 200 || errorCodes.length > 0),
    byRootField,
  };
}

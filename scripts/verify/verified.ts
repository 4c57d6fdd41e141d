// What a run of verify comes to: findings, documents, scopes, what it left behind, and the status it ends with.
import type { Effect, Fact, Facts } from './facts';
import type { Finding, Findings } from './findings';

export type Say = (what: string) => void;

export interface Check {
  name: string;
  effect: Effect;
  says: string;
}

export interface Verified {
  system: 'xledger' | 'huma';
  facts: Facts;
  findings: Findings;
  /** Each document or request that the package sends. */
  documents: readonly Check[];
  scopes: { missing: readonly string[]; empty: readonly string[] };
  /** What verify made and could not take away again, for people to do. */
  left: readonly string[];
  requests: number;
  wrote: boolean;
}

/** Why a question that only a write answers is open. */
export const UNWRITTEN = 'Only a write shows it: --write asks with a test person, at a demo address.';
export const UNMADE = 'A row of the test person that it takes could not be added.';

/** 0: as expected. 1: differs, handled. 2: differs, and something would not work. */
export type Status = 0 | 1 | 2;

export function statusOf({ facts, findings, documents, scopes }: Pick<Verified, 'facts' | 'findings' | 'documents' | 'scopes'>): Status {
  const effects = [
    ...Object.entries(facts).map(([key, fact]) => effectOf(fact, findings[key])),
    ...documents.map(({ effect }) => effect),
    ...(scopes.missing.length > 0 ? ['breaks' as const] : []),
  ];
  if (effects.includes('breaks')) return 2;
  return effects.includes('handled') ? 1 : 0;
}

/** What a finding means for the package. What is not known counts as expected; what nobody thought of counts as a break until somebody has looked. */
export function effectOf(fact: Fact, finding: Finding | undefined): Effect {
  if (finding?.kind === 'is') return fact.positions[finding.position]?.effect ?? 'breaks';
  if (finding?.kind === 'other') return 'breaks';
  return 'fits';
}

/** The likeliest position. */
export const expectedOf = (fact: Fact): string => Object.keys(fact.positions)[0] ?? '';

/** In words: what the finding means. */
export function meaningOf(fact: Fact, finding: Finding | undefined): string {
  if (finding === undefined || finding.kind === 'open') return `Not told. ${finding?.why ?? ''}`.trim();
  if (finding.kind === 'oneOf') return `Not told between these. ${finding.why}`;
  if (finding.kind === 'other') return 'Nobody thought of this: tell us, with this table.';
  return fact.positions[finding.position]?.does ?? '';
}

// What verify found out about one open question, and the probes that find it out.

export type Finding =
  /** `seen` says what was seen, where the position alone does not: shapes and counts, never a value of anybody. */
  | { kind: 'is'; position: string; seen?: string }
  | { kind: 'oneOf'; positions: readonly string[]; why: string }
  /** None of the positions that were thought of. */
  | { kind: 'other'; seen: string }
  | { kind: 'open'; why: string };

export type Findings = Readonly<Record<string, Finding>>;

export const is = (position: string, seen?: string): Finding => ({ kind: 'is', position, ...(seen === undefined ? {} : { seen }) });
export const other = (seen: string): Finding => ({ kind: 'other', seen });
export const open = (why: string): Finding => ({ kind: 'open', why });
export const oneOf = (positions: readonly string[], why: string): Finding => (positions.length === 1 && positions[0] !== undefined ? is(positions[0]) : { kind: 'oneOf', positions, why });

/** Answers some questions; each of `keys` gets a finding. Later probes see what earlier ones found. */
export interface Probe<Tenant> {
  readonly keys: readonly string[];
  find(tenant: Tenant, found: Findings): Promise<Readonly<Record<string, Finding | undefined>>>;
}

/** The run cannot go on: the token is not accepted, credits are gone, nobody answers. */
export class CannotGoOn extends Error {
  override readonly name = 'CannotGoOn';
}

/** Asks one probe after the other. What a probe stumbles over leaves its questions open; only `CannotGoOn` ends the run. */
export async function findAll<Tenant>(probes: readonly Probe<Tenant>[], tenant: Tenant, say: (done: number, of: number) => void = () => undefined, known: Findings = {}): Promise<Findings> {
  const found: Record<string, Finding> = { ...known };
  for (const [at, probe] of probes.entries()) {
    say(at, probes.length);
    const answers: Readonly<Record<string, Finding | undefined>> = await probe.find(tenant, found).catch((error: unknown) => {
      if (error instanceof CannotGoOn) throw error;
      return {};
    });
    for (const key of probe.keys) {
      const before = found[key];
      const finding = answers[key] ?? (before === undefined ? open('The answer could not be read.') : undefined);
      if (finding && (before === undefined || isMore(finding, before))) found[key] = finding;
    }
  }
  return found;
}

/** A later probe may know more, never less. */
const KNOWS = { is: 3, other: 3, oneOf: 2, open: 1 } as const;
const isMore = (finding: Finding, known: Finding): boolean => KNOWS[finding.kind] > KNOWS[known.kind] || (finding.kind === known.kind && finding.kind !== 'is' && finding.kind !== 'other');

export const positionOf = (findings: Findings, key: string): string | undefined => {
  const finding = findings[key];
  return finding?.kind === 'is' ? finding.position : undefined;
};

/** Every question has a finding: those of `keys` that nobody asked stay open. */
export function withOpen(findings: Findings, keys: readonly string[], why: string): Findings {
  return { ...Object.fromEntries(keys.map((key) => [key, open(why)])), ...findings };
}

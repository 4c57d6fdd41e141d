// The table that verify prints, and the JSON that the sandbox can load. Neither holds a value of anybody.
import type { Fact } from './facts';
import type { Finding } from './findings';
import { effectOf, expectedOf, meaningOf, statusOf, type Verified } from './verified';

const WIDTH = 110;
const MARKS = { fits: ' ', handled: '*', breaks: '!' } as const;

/** The whole report, line by line. */
export function reportOf(verified: Verified): string {
  const { facts, findings, documents, scopes, left, requests } = verified;
  const told = Object.keys(facts).filter((key) => findings[key]?.kind === 'is' || findings[key]?.kind === 'other').length;
  return [
    ...Object.entries(facts).map(([key, fact]) => rowOf(key, fact, findings[key])),
    '',
    `What the package sends (${documents.length})`,
    ...documents.map(({ name, effect, says }) => wrapped(`${MARKS[effect]} ${name}: `, says)),
    ...(scopes.missing.length > 0 ? [wrapped('! ', `The token cannot read: ${scopes.missing.join(', ')}.`)] : []),
    ...(scopes.empty.length > 0 ? [wrapped('  ', `Nothing is visible of: ${scopes.empty.join(', ')}. Either there is none, or the token cannot read it.`)] : []),
    ...(left.length > 0 ? ['', 'What stays', ...left.map((one) => wrapped('  ', one))] : []),
    '',
    `${told} of ${Object.keys(facts).length} questions told, with ${requests} requests. ${SUMMARY[statusOf(verified)]}`,
  ].join('\n');
}

const SUMMARY = {
  0: 'Nothing differs from what was expected.',
  1: 'Rows marked * differ from what was expected; the package is right all the same.',
  2: 'Rows marked ! differ so that something would not work. Rows marked * differ and are handled.',
} as const;

function rowOf(key: string, fact: Fact, finding: Finding | undefined): string {
  const head = `${MARKS[effectOf(fact, finding)]} ${key.padEnd(13)} ${fact.question}`;
  const seen = finding?.kind === 'is' && finding.seen !== undefined ? ` (${finding.seen})` : '';
  return [
    wrapped('', head, 16),
    wrapped(' '.repeat(16), `expected ${expectedOf(fact)}, found ${foundOf(finding)}${seen}`),
    wrapped(' '.repeat(16), meaningOf(fact, finding)),
  ].join('\n');
}

export function foundOf(finding: Finding | undefined): string {
  if (finding === undefined || finding.kind === 'open') return 'nothing';
  if (finding.kind === 'is') return finding.position;
  return finding.kind === 'oneOf' ? `one of ${finding.positions.join(', ')}` : finding.seen;
}

function wrapped(lead: string, text: string, hanging = lead.length): string {
  const lines: string[] = [];
  let line = lead;
  for (const word of text.split(/ +(?=\S)/)) {
    if (line.length + word.length + 1 > WIDTH && line.trim() !== '') {
      lines.push(line.trimEnd());
      line = ' '.repeat(hanging);
    }
    line += line.trim() === '' || line === lead ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}

/** What `npm run demo -- --tenant` and `startXledger({ tenant })`, `startHuma({ tenant })` take. */
export function tenantOf(verified: Verified, environment: string, madeAt: Date): object {
  const entries = Object.entries(verified.findings);
  return {
    formatVersion: 1,
    system: verified.system,
    environment,
    madeAt: madeAt.toISOString(),
    wrote: verified.wrote,
    status: statusOf(verified),
    positions: Object.fromEntries(entries.flatMap(([key, finding]) => (finding.kind === 'is' ? [[key, finding.position]] : []))),
    oneOf: Object.fromEntries(entries.flatMap(([key, finding]) => (finding.kind === 'oneOf' ? [[key, finding.positions]] : []))),
    seen: Object.fromEntries(entries.flatMap(([key, finding]) => (finding.kind === 'other' || (finding.kind === 'is' && finding.seen) ? [[key, finding.seen]] : []))),
    notTold: Object.fromEntries(entries.flatMap(([key, finding]) => (finding.kind === 'open' ? [[key, finding.why]] : []))),
    sent: verified.documents,
    scopes: verified.scopes,
  };
}

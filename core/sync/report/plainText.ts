/** A report as plain text, for the other half of an e-mail. */
import { EMPTY, oneLine, TONES, type ReportChange, type ReportLine, type ReportPage, type ReportSection } from './page';

export function toText({ title, verdict, facts, counts, sections, footer }: ReportPage): string {
  const width = Math.max(0, ...counts.map(({ label }) => label.length));
  return [
    title,
    '='.repeat(title.length),
    '',
    `${TONES[verdict.tone].sign} ${oneLine(verdict.says)}`,
    '',
    ...facts.map(({ label, value }) => `${label}: ${oneLine(value)}`),
    '',
    ...counts.map(({ label, value, tone }) => `${TONES[tone].sign} ${label.padEnd(width)}  ${value}`),
    ...sections.flatMap(section),
    '',
    oneLine(footer),
    '',
  ].join('\n');
}

function section({ title, says, lines, more }: ReportSection): string[] {
  return ['', title, '-'.repeat(title.length), ...(says ? [oneLine(says)] : []), ...lines.flatMap(line), ...(more > 0 ? [`… and ${more} more.`] : [])];
}

const line = ({ who, tone, what, changes, notes }: ReportLine): string[] => [
  `${TONES[tone].sign} ${oneLine(who)}: ${what}`,
  ...changes.map(change),
  ...notes.map((note) => `    ! ${oneLine(note)}`),
];

const change = ({ label, to, before, after }: ReportChange): string =>
  `    ${label}: ${before === undefined ? '' : `${shown(before)} -> `}${shown(after)} (${to === null ? 'not written' : `in ${to}`})`;

const shown = (value: string | null): string => (value === null ? EMPTY : oneLine(value));

/** A plan as a report: who, what, before → after, and what somebody should look at. Nothing sensitive, no addresses (R17). */
import type { FieldKey } from '../../person';
import { moment, type ReportChange, type ReportLine, type ReportPage, type ReportSection, type Tone } from '../report';
import { deedOf, wayOf, type Deed } from './decisions';
import type { PlanSummary } from './summary';
import type { PlanDifference, PlanRow } from './types';

/** `most`: lines in each section; a report is read by people. */
export function reportOf(rows: readonly PlanRow[], summary: PlanSummary, { most = 200 }: { most?: number } = {}): ReportPage {
  const { plan, guard, actions, situations } = summary;
  return {
    title: 'Huma and Xledger: what a sync would do',
    facts: [
      { label: 'Connection', value: plan.connection },
      { label: 'Plan', value: plan.planId },
      { label: 'Made', value: moment(plan.madeAt) },
      { label: 'Holds until', value: moment(plan.expiresAt) },
      { label: 'People read', value: `${plan.people.huma} in Huma, ${plan.people.xledger} in Xledger` },
      { label: 'Requests needed', value: `about ${summary.requests.total} (${summary.requests.xledger.reads + summary.requests.xledger.writes} to Xledger, ${summary.requests.huma.reads + summary.requests.huma.writes} to Huma)` },
    ],
    verdict: { tone: !guard.within ? 'trouble' : summary.anythingToDo ? 'changed' : 'same', says: summary.says },
    counts: [
      { label: 'Equal', value: situations.inSync, tone: 'same' },
      { label: 'To update', value: actions.update, tone: 'changed' },
      { label: 'To create in Xledger', value: actions.createInXledger, tone: 'new' },
      { label: 'To create in Huma', value: actions.createInHuma, tone: 'new' },
      { label: 'To remember as a pair', value: actions.link, tone: 'same' },
      { label: 'Waiting for a decision', value: actions.waiting, tone: 'waiting' },
      { label: 'Locked', value: situations.locked, tone: 'same' },
    ],
    sections: [
      ...SECTIONS.map((each) => sectionOf(each, rows, most)).filter(({ lines }) => lines.length > 0),
      ...(summary.failing.length > 0 ? [causes(summary)] : []),
    ],
    footer: 'Bank accounts, national IDs and birth dates are masked; addresses are not shown.',
  };
}

interface Section {
  title: string;
  says?: string;
  has(row: PlanRow): boolean;
}

/** A row is in the first section that has it. */
const SECTIONS: readonly Section[] = [
  { title: 'Waiting for a decision', says: 'Nothing is done with these until somebody decides.', has: ({ action, decision }) => action === 'decide' && decision === null },
  { title: 'To update', has: (row) => deedOf(row) === 'update' },
  { title: 'To create in Xledger', has: (row) => deedOf(row) === 'createInXledger' },
  { title: 'To create in Huma', has: (row) => deedOf(row) === 'createInHuma' },
  { title: 'Different, and left as it is', has: ({ situation, differences }) => situation === 'different' && differences.length > 0 },
  { title: 'Needs attention', has: ({ attention }) => attention.length > 0 },
];

function sectionOf(section: Section, rows: readonly PlanRow[], most: number): ReportSection {
  const own = rows.filter((row) => SECTIONS.find(({ has }) => has(row)) === section);
  return { title: section.title, says: section.says, lines: own.slice(0, most).map(lineOf), more: Math.max(0, own.length - most) };
}

function lineOf(row: PlanRow): ReportLine {
  const deed = deedOf(row);
  const tone: Tone = row.action === 'decide' && row.decision === null ? 'waiting' : TONE_OF[deed];
  const values = deed === 'createInHuma' || deed === 'createInXledger' ? row.values.map((value): ReportChange => ({ label: value.label, to: deed === 'createInHuma' ? 'Huma' : 'Xledger', after: shownHere(value.field, value.shown) })) : [];
  return { who: whoOf(row), tone: tone === 'same' && row.attention.length > 0 ? 'trouble' : tone, what: row.action === 'decide' && row.decision === null ? row.why.replace(/[.]$/, '') : WHAT[deed], changes: [...changesOf(row, deed), ...values], notes: row.attention.map(({ says }) => says) };
}

const TONE_OF: Readonly<Record<Deed, Tone>> = { none: 'same', link: 'same', update: 'changed', createInXledger: 'new', createInHuma: 'new' };
const WHAT: Readonly<Record<Deed, string>> = { none: 'Left as it is', link: 'Remember the pair', update: 'Update', createInXledger: 'Create in Xledger', createInHuma: 'Create in Huma' };

export function whoOf({ name, employmentId, humaId, employeeDbId }: Pick<PlanRow, 'name' | 'employmentId' | 'humaId' | 'employeeDbId'>): string {
  const id = employmentId ?? (employeeDbId ? `Xledger ID ${employeeDbId}` : humaId ? `Huma ID ${humaId}` : '');
  return name ? `${name}${id ? ` (${id})` : ''}` : id || 'Somebody without a name';
}

/** A field that is kept in two places of Xledger is one line, unless the two say different things. */
function changesOf({ differences }: PlanRow, deed: Deed): ReportChange[] {
  const lines = new Map(differences.map((difference) => [JSON.stringify(changeOf(difference, deed)), difference]).reverse() as [string, PlanDifference][]);
  const kept = differences.filter((difference) => [...lines.values()].includes(difference));
  return kept.map((difference) => {
    const isOneOfTwo = kept.some((other) => other !== difference && other.label === difference.label);
    const change = changeOf(difference, deed);
    return isOneOfTwo && difference.target.startsWith('subledger.') ? { ...change, label: `${change.label} (supplier)` } : change;
  });
}

/** Written: from the losing side's value to the winning one. Not written: from Xledger's to Huma's, as the difference is. */
function changeOf(difference: PlanDifference, deed: Deed): ReportChange {
  const wins = deed === 'update' ? wayOf(difference) : undefined;
  const [huma = null, xledger = null] = [difference.shown.huma, difference.shown.xledger].map((shown) => shown && shownHere(difference.fields[0], shown));
  const ways = { huma: { to: 'Xledger', before: xledger, after: huma }, xledger: { to: 'Huma', before: huma, after: xledger }, none: { to: null, before: xledger, after: huma } } as const;
  return { label: difference.label, ...ways[wins ?? 'none'] };
}

/** Masks of sensitive values may be shown; of an address only that there is one (R17). */
const shownHere = (field: FieldKey | undefined, shown: string): string => (field === 'address' ? '(not shown)' : shown);

function causes({ failing }: PlanSummary): ReportSection {
  return {
    title: 'What to mend, by cause',
    lines: failing.map(({ label, people, rows }) => ({
      who: label,
      tone: 'trouble',
      what: `${people} ${people === 1 ? 'person' : 'people'}`,
      changes: [],
      notes: [`${rows.slice(0, MOST_NAMES).map(({ name, employmentId, row }) => whoOf({ name, employmentId, humaId: null, employeeDbId: null }).replace('Somebody without a name', `row ${row}`)).join(', ')}${people > MOST_NAMES ? ', …' : ''}`],
    })),
    more: 0,
  };
}

const MOST_NAMES = 20;

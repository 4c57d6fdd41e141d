/** The e-mail that tells what a run did (R17): who, what, before → after, and why not. Nothing sensitive, no addresses. */
import type { FieldKey } from '../../person';
import { whoOf } from '../plan';
import { list, moment, toHtml, toText, type ReportChange, type ReportLine, type ReportPage, type ReportSection, type Tone } from '../report';
import type { Applied, ApplySummary, RowChange, RowOutcome, RowOutcomeKind } from './types';

export interface ResultMail {
  subject: string;
  html: string;
  text: string;
}

/** `runBy`: who started it. `most`: lines in each section, for a mail is read by people. */
export function resultMail({ outcomes, summary }: Pick<Applied, 'outcomes' | 'summary'>, { runBy, most = 200 }: { runBy?: string; most?: number } = {}): ResultMail {
  const page = pageOf(outcomes, summary, { runBy, most });
  return { subject: subjectOf(summary), html: toHtml(page), text: toText(page) };
}

function subjectOf(summary: ApplySummary): string {
  const { outcomes, updated, created, connection, dryRun } = summary;
  const parts = ([['updated', updated.xledger + updated.huma], ['created', created.xledger + created.huma], ['changed meanwhile', outcomes.stale], ['failed', outcomes.failed + outcomes.notAttempted]] as const).flatMap(([word, count]) => (count > 0 ? [`${count} ${word}`] : []));
  return `Huma and Xledger${connection ? `, ${connection}` : ''}: ${dryRun ? 'dry run, ' : ''}${parts.length > 0 ? list(parts) : 'nothing to do'}`;
}

function pageOf(outcomes: readonly RowOutcome[], summary: ApplySummary, { runBy, most }: { runBy?: string; most: number }): ReportPage {
  const { connection, planId, startedAt, endedAt, requests, dryRun, verdict, cannotBeUndone } = summary;
  return {
    title: dryRun ? 'Huma and Xledger: what the sync would do' : 'Huma and Xledger: what the sync did',
    facts: [
      { label: 'Connection', value: connection ?? 'not known' },
      { label: 'Plan', value: planId ?? 'not known' },
      ...(runBy ? [{ label: 'Started by', value: runBy }] : []),
      { label: 'Start', value: moment(startedAt) },
      { label: 'End', value: moment(endedAt) },
      { label: 'Requests', value: `${requests.xledger} to Xledger, ${requests.huma} to Huma` },
      ...(cannotBeUndone.length > 0 ? [{ label: 'No way back', value: `${cannotBeUndone.length} created ${cannotBeUndone.length === 1 ? 'person' : 'people'}: undoing the run leaves them` }] : []),
    ],
    verdict: { tone: verdict?.within === false || hasTrouble(summary) ? 'trouble' : 'done', says: summary.says },
    counts: countsOf(summary),
    sections: SECTIONS.map((section) => sectionOf(section, outcomes, most)).filter(({ lines }) => lines.length > 0),
    footer: 'Bank accounts, national IDs and birth dates are masked; addresses are not shown.',
  };
}

const hasTrouble = ({ outcomes }: ApplySummary): boolean => outcomes.failed + outcomes.notAttempted > 0;

function countsOf({ created, updated, linked, outcomes }: ApplySummary): ReportPage['counts'] {
  return [
    { label: 'Updated in Xledger', value: updated.xledger, tone: 'changed' },
    { label: 'Updated in Huma', value: updated.huma, tone: 'changed' },
    { label: 'Created in Xledger', value: created.xledger, tone: 'new' },
    { label: 'Created in Huma', value: created.huma, tone: 'new' },
    { label: 'Remembered as a pair', value: linked, tone: 'same' },
    { label: 'As wanted already', value: outcomes.unchanged, tone: 'same' },
    { label: 'Skipped', value: outcomes.skipped, tone: 'same' },
    { label: 'Changed meanwhile', value: outcomes.stale, tone: 'waiting' },
    { label: 'Failed', value: outcomes.failed, tone: 'trouble' },
    { label: 'Not attempted', value: outcomes.notAttempted, tone: 'trouble' },
  ];
}

interface Section {
  title: string;
  says?: string;
  has(outcome: RowOutcome): boolean;
}

/** What somebody has to do something about comes first. */
const SECTIONS: readonly Section[] = [
  { title: 'Failed', has: ({ outcome }) => outcome === 'failed' },
  { title: 'Not attempted', says: 'These can be applied again.', has: ({ outcome }) => outcome === 'notAttempted' },
  { title: 'Changed meanwhile', says: 'Somebody changed these after the plan was made: nothing of them was written.', has: ({ outcome }) => outcome === 'stale' },
  { title: 'Created', has: ({ did }) => did === 'created' },
  { title: 'Updated', has: ({ did }) => did === 'updated' },
  { title: 'Skipped', has: ({ outcome }) => outcome === 'skipped' },
];

/** A row is in the first section that has it. */
function sectionOf(section: Section, outcomes: readonly RowOutcome[], most: number): ReportSection {
  const own = outcomes.filter((outcome) => SECTIONS.find(({ has }) => has(outcome)) === section);
  return { title: section.title, says: section.says, lines: own.slice(0, most).map(lineOf), more: Math.max(0, own.length - most) };
}

function lineOf(outcome: RowOutcome): ReportLine {
  return { who: whoOf(outcome), tone: TONE_OF[outcome.outcome], what: WHAT[outcome.did], changes: outcome.changes.map(changeOf), notes: saysAll(outcome) ? [] : [noteOf(outcome)] };
}

/** What went as planned needs no sentence beside its changes. */
const saysAll = ({ code, changes, problems }: RowOutcome): boolean => (code === 'updated' || code === 'created') && changes.length > 0 && problems.length === 0;

const TONE_OF: Readonly<Record<RowOutcomeKind, Tone>> = { applied: 'done', unchanged: 'same', skipped: 'same', stale: 'waiting', failed: 'trouble', notAttempted: 'trouble' };
const WHAT: Readonly<Record<RowOutcome['did'], string>> = { created: 'Created', updated: 'Updated', linked: 'Remembered as a pair', nothing: 'Nothing written' };

/** The reason of a stale row quotes the three values, which the item may and the mail may not hold where it is an address. */
const noteOf = ({ outcome, reason, stale }: RowOutcome): string => (outcome === 'stale' && stale.length > 0 ? `Changed since the plan was made: ${list([...new Set(stale.map(({ label }) => label))])}. Make a new plan for this person.` : reason);

function changeOf({ field, label, before, after, in: system }: RowChange): ReportChange {
  return { label, to: system === 'huma' ? 'Huma' : 'Xledger', before: shownHere(field, before), after: shownHere(field, after) };
}

const shownHere = (field: FieldKey, shown: string | null): string | null => (field === 'address' && shown !== null ? '(not shown)' : shown);

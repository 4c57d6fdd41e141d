/** What a plan comes to: numbers by situation and field, what would fail and whose rows to mend, requests, the guard's verdict. Pure. */
import { fieldOf, FIELD_KEYS, type FieldKey } from '../../person';
import { deedOf, wayOf, type Deed } from './decisions';
import { guard } from './guard';
import { requestsFor, type Requests } from './requests';
import type { Attention, Limits, PlanHeader, PlanRow, Verdict } from './types';

export interface PlanSummary {
  plan: PlanHeader;
  situations: Record<PlanRow['situation'], number>;
  /** What would be done, decisions heard; `waiting` rows need somebody to decide. */
  actions: Record<Deed | 'waiting', number>;
  /** Fields that differ for somebody, and what becomes of the differences. */
  fields: { field: FieldKey; label: string; people: number; toXledger: number; toHuma: number; left: number }[];
  /** What keeps people or fields from being synced, most frequent first, with the rows to mend. */
  failing: { code: string; label: string; says: string; field?: FieldKey; people: number; rows: { row: number; name: string | null; employmentId: string | null }[] }[];
  /** Fields that Huma does not show for some people. */
  notCompared: { field: FieldKey; label: string; people: number }[];
  requests: Requests;
  guard: Verdict;
  /** Whether Apply would write or remember anything. */
  anythingToDo: boolean;
  says: string;
}

/** Of all the rows of a plan, or of those that somebody kept. */
export function summaryOf(rows: readonly PlanRow[], header: PlanHeader, limits: Limits, options: { override?: string } = {}): PlanSummary {
  const actions = actionsOf(rows);
  // Of a full comparison most rows do nothing.
  const acting = rows.filter((row) => deedOf(row) !== 'none');
  const verdict = guard(acting, header, limits, options);
  const anythingToDo = WRITING.some((deed) => actions[deed] > 0);
  return {
    plan: header,
    situations: { ...NO_SITUATIONS, ...tally(rows, ({ situation }) => [situation]) },
    actions,
    fields: fieldsOf(rows),
    failing: failingOf(rows),
    notCompared: notComparedOf(rows),
    requests: requestsFor(acting),
    guard: verdict,
    anythingToDo,
    says: anythingToDo ? verdict.says : `Nothing is to be done${actions.waiting > 0 ? `, and ${actions.waiting} ${actions.waiting === 1 ? 'row waits' : 'rows wait'} for a decision` : ''}.`,
  };
}

const NO_SITUATIONS: PlanSummary['situations'] = { inSync: 0, different: 0, onlyInHuma: 0, onlyInXledger: 0, possibleMatch: 0, ambiguous: 0, invalid: 0, locked: 0 };
const WRITING = ['link', 'update', 'createInXledger', 'createInHuma'] as const;

function actionsOf(rows: readonly PlanRow[]): PlanSummary['actions'] {
  const actions = { none: 0, link: 0, update: 0, createInXledger: 0, createInHuma: 0, waiting: 0 };
  for (const row of rows) actions[isWaiting(row) ? 'waiting' : deedOf(row)] += 1;
  return actions;
}

const isWaiting = ({ action, decision }: PlanRow): boolean => action === 'decide' && decision === null;

function fieldsOf(rows: readonly PlanRow[]): PlanSummary['fields'] {
  const found = new Map(FIELD_KEYS.map((field) => [field, { field, label: fieldOf(field).label, people: 0, toXledger: 0, toHuma: 0, left: 0 }]));
  for (const row of rows) {
    if (row.differences.length === 0) continue;
    const ways = new Map<FieldKey, Set<string>>();
    const does = deedOf(row) === 'update';
    for (const difference of row.differences) for (const field of difference.fields) ways.set(field, (ways.get(field) ?? new Set()).add((does && wayOf(difference)) || 'none'));
    for (const [field, won] of ways) {
      const line = found.get(field);
      if (!line) continue;
      line.people += 1;
      line[won.has('huma') ? 'toXledger' : won.has('xledger') ? 'toHuma' : 'left'] += 1;
    }
  }
  return [...found.values()].filter(({ people }) => people > 0);
}

/** Rows named for each cause: enough to start with. */
const MOST_ROWS = 50;

function failingOf(rows: readonly PlanRow[]): PlanSummary['failing'] {
  const causes = new Map<string, PlanSummary['failing'][number]>();
  for (const { row, name, employmentId, attention } of rows) {
    if (attention.length === 0) continue;
    const told = new Map(attention.map((one) => [causeOf(one), one]));
    for (const [cause, { code, field, says }] of told) {
      const known = causes.get(cause) ?? { code, ...(field && { field }), label: field ? `${fieldOf(field).label}: ${WORDS[code] ?? code}` : (WORDS[code] ?? code), says, people: 0, rows: [] };
      known.people += 1;
      if (known.rows.length < MOST_ROWS) known.rows.push({ row, name, employmentId });
      causes.set(cause, known);
    }
  }
  return [...causes.values()].sort((a, b) => b.people - a.people || (a.label < b.label ? -1 : 1));
}

const causeOf = ({ code, field }: Attention): string => `${code}:${field ?? ''}`;

/** Short names of causes, for headings; the sentences are with the rows. */
const WORDS: Readonly<Record<string, string>> = {
  severalInXledger: 'Several employees in Xledger come into question',
  severalInHuma: 'Several users in Huma say to be the same person',
  keysDisagree: 'E-mail and employment ID point at different employees',
  linkedToAnother: 'The employee is linked with another user',
  anotherEntity: 'The employee belongs to another company in Xledger',
  possibleMatch: 'Perhaps the same person',
  tombstoned: 'Perhaps a person coming back',
  firstMatch: 'Found by e-mail for the first time',
  requiredMissing: 'No e-mail address in Huma',
  outsideGroup: 'No longer in the group',
  lockedChanged: 'Deactivated in Huma, and changed in Xledger',
  linkedEmployeeGone: 'The linked employee is gone',
  closedInXledger: 'Has left according to Xledger, and is active in Huma',
  notVisibleInHuma: 'The linked user is not visible in Huma',
  deletedInHuma: 'Deleted in Huma',
  changedInXledgerSince: 'Changed in Xledger after the deletion',
  contradictory: 'Two different versions of one user',
  humaUnavailable: 'Could not be read from Huma',
  twoIntegrations: "Huma's own integration is connected too",
  duplicate: 'shared by several people',
  taken: 'belongs to somebody else',
  missing: 'missing',
  failsItsCheckDigit: 'the check digit does not fit',
  wrongLength: 'wrong length',
  notDigits: 'more than digits',
  notAnIban: 'no valid IBAN',
  notADate: 'not a date',
  noSuchDay: 'no such day',
  notACountry: 'not a country',
  notAnEmail: 'not an e-mail address',
  notAPhoneNumber: 'not a phone number',
  notANationalId: 'no valid number',
  tooLong: 'too long',
  notText: 'not readable',
  incomplete: 'not complete',
  holdsControlCharacters: 'holds characters that cannot be stored',
  genderIsFreeText: 'free text, which Xledger has no entry for',
  notShown: 'no such field to read in Xledger',
  genderNotMapped: 'no entry for it in Xledger',
  countryNotTaken: 'no entry for the country in Xledger',
  bankCountryDiffers: 'of another country than the company in Xledger',
  bankCountryUnknown: 'the country of the company is not known',
  accountIsInternational: 'an international account',
  notCleared: 'empty in Huma, and not cleared in Xledger',
  severalPositions: 'several positions in Huma',
  severalIdentifications: 'several identifications in Huma',
  laterStart: 'a later start with several positions',
  noContact: 'no contact in Xledger',
  noSubledger: 'no subledger in Xledger',
  perhapsEmpty: 'came without a value',
  covered: 'came masked or sealed',
};

function notComparedOf(rows: readonly PlanRow[]): PlanSummary['notCompared'] {
  const counts = tally(rows, ({ notCompared }) => notCompared);
  return FIELD_KEYS.flatMap((field) => (counts[field] ? [{ field, label: fieldOf(field).label, people: counts[field] }] : []));
}

function tally<T extends string>(rows: readonly PlanRow[], wordsOf: (row: PlanRow) => readonly T[]): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {};
  for (const row of rows) for (const word of wordsOf(row)) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/**
 * Finds the form in which this tenant takes countries, supplier addresses and genders (U8, U9, U12): one person is written first and
 * read back; what did not stick is tried in the next form, before anybody else is written.
 */
import { sameAt, valuesOf, type FieldKey, type Target, type TargetKey, type TargetValue } from '../../person';
import { byDbId } from '../reading';
import { COUNTRY_FORMS, GENDER_KEYS, SUPPLIER_ADDRESS_FORMS, type Learnt, type Question, type Run } from '../run';
import type { TargetChange, XledgerEmployee } from '../types';
import { forget, isClosed, noteLeftOut, type Account } from './account';

export type QuestionName = 'country' | 'supplierAddress' | 'gender';

interface QuestionRow {
  target: TargetKey;
  forms: readonly string[];
  /** Whether a change needs the answer. */
  asks: (value: TargetValue | null) => boolean;
  holds: (target: Target, value: TargetValue, there: TargetValue | null | undefined) => boolean;
  /** What is said of the target when no form sticks. */
  failing: 'countryNotTaken' | 'subledgerNotWritable' | 'genderNotMapped';
}

const QUESTIONS: Readonly<Record<QuestionName, QuestionRow>> = {
  country: { target: 'contact.address', forms: COUNTRY_FORMS, asks: (value) => isAddress(value) && value.country !== undefined, holds: (_target, value, there) => isAddress(value) && isAddress(there) && value.country === there.country, failing: 'countryNotTaken' },
  supplierAddress: { target: 'subledger.address', forms: SUPPLIER_ADDRESS_FORMS, asks: isAddress, holds: (_target, value, there) => samePlace(value, there), failing: 'subledgerNotWritable' },
  gender: { target: 'contact.gender', forms: GENDER_KEYS, asks: (value) => typeof value === 'string', holds: (target, value, there) => sameAt(target, value, there), failing: 'genderNotMapped' },
};
const NAMES = Object.keys(QUESTIONS) as QuestionName[];

/** Which unproven questions a change asks. */
export function asked(run: Run, { target, value }: TargetChange): QuestionName[] {
  return NAMES.filter((name) => !run.learnt[name].proven && QUESTIONS[name].target === target.key && QUESTIONS[name].asks(value));
}

/** Writes changes of one person; core/xledger/writing/updating.ts supplies it. */
export type WriteChanges = (accounts: readonly Account[], choose: (change: TargetChange) => boolean) => Promise<void>;

/** Settles every question that the accounts ask, with as few people as possible. Leaves them written as far as they took. */
export async function proveForms(run: Run, accounts: readonly Account[], write: WriteChanges): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const canary = accounts.find((account) => !isClosed(account) && open(run, account).length > 0 && !account.triedAsCanary);
    if (!canary) return;
    canary.triedAsCanary = true;
    await write([canary], ({ value }) => value !== null);
    await tryForms(run, canary, write, tries >= MOST_CANARIES);
  }
}

/** After so many people whose rows were refused in every form, no form is taken to work. */
const MOST_CANARIES = 2;

const open = (run: Run, account: Account): TargetChange[] =>
  account.update.changes.filter((change) => asked(run, change).length > 0 && account.leftOut.get(change.target.key)?.why !== 'noContact' && account.leftOut.get(change.target.key)?.why !== 'noSubledger');

/** Reads the canary back until every question it asks is answered. */
async function tryForms(run: Run, canary: Account, write: WriteChanges, last: boolean): Promise<void> {
  const everRefused = new Set<QuestionName>();
  for (let changes = open(run, canary); changes.length > 0 && !isClosed(canary); changes = open(run, canary)) {
    const row = await readBack(run, canary);
    const unanswered = changes.filter((change) => !answer(run, canary, change, row, everRefused));
    if (unanswered.length === 0) return;
    for (const change of unanswered) nextForm(run, canary, change, everRefused, last);
    const again = new Set(unanswered.filter((change) => asked(run, change).length > 0 && !canary.leftOut.has(change.target.key)));
    if (again.size === 0) return;
    for (const { target } of again) forget(canary, target);
    await write([canary], (change) => again.has(change));
  }
}

/** Marks the question proven where the change stands. */
function answer(run: Run, canary: Account, { target, value }: TargetChange, row: XledgerEmployee | undefined, everRefused: Set<QuestionName>): boolean {
  const name = NAMES.find((candidate) => QUESTIONS[candidate].target === target.key);
  if (!name || value === null) return true;
  if (canary.refused.has(target.key)) everRefused.add(name);
  const there = row && valuesOf(row)[target.key as TargetKey];
  const held = canary.written.has(target.key) && QUESTIONS[name].holds(target, value, there);
  if (held) run.learnt[name].proven = true;
  return held;
}

function nextForm(run: Run, canary: Account, { target }: TargetChange, everRefused: Set<QuestionName>, last: boolean): void {
  const name = NAMES.find((candidate) => QUESTIONS[candidate].target === target.key);
  if (!name) return;
  const question: Question<string> = run.learnt[name];
  const { forms, failing } = QUESTIONS[name];
  const next = forms[forms.indexOf(question.form) + 1];
  if (next !== undefined) {
    set(run.learnt, name, next, false);
    return;
  }
  // Refused in some form: it may be this person's value that is to blame, so somebody else decides.
  const undecided = everRefused.has(name) && !last;
  set(run.learnt, name, undecided ? forms[0] ?? 'none' : 'none', !undecided);
  if (!canary.refused.has(target.key)) noteLeftOut(canary, target, failing);
}

function set(learnt: Learnt, name: QuestionName, form: string, proven: boolean): void {
  Object.assign(learnt[name], { form, proven });
}

async function readBack(run: Run, { update }: Account): Promise<XledgerEmployee | undefined> {
  const fields: FieldKey[] = ['address', 'gender'];
  return (await byDbId(run, [update.employeeDbId], fields)).get(update.employeeDbId);
}

function isAddress(value: TargetValue | null | undefined): value is Exclude<TargetValue, string> {
  return typeof value === 'object' && value !== null;
}

/** Four parts, without regard to the case that a server may give them. */
function samePlace(value: TargetValue, there: TargetValue | null | undefined): boolean {
  if (!isAddress(value) || !isAddress(there)) return false;
  const parts = ['street', 'zipCode', 'place', 'country'] as const;
  return parts.every((part) => value[part] === undefined || value[part]?.trim().toLowerCase() === there[part]?.trim().toLowerCase());
}

/** A row that stands as meant answers the question, whoever wrote it. */
export function markProven(run: Run, change: TargetChange): void {
  for (const name of asked(run, change)) run.learnt[name].proven = true;
}

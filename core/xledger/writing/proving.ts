/**
 * Finds the form in which this tenant takes countries, supplier addresses and genders (U8, U9, U12): one person is written first and
 * read back; what did not stick is tried in the next form, before anybody else is written.
 */
import { sameAt, valuesOf, type FieldKey, type Target, type TargetKey, type TargetValue } from '../../person';
import { byDbId } from '../reading';
import { COUNTRY_FORMS, GENDER_KEYS, QUESTION_NAMES, SUPPLIER_ADDRESS_FORMS, type Question, type QuestionName, type Run } from '../run';
import type { TargetChange, XledgerEmployee } from '../types';
import { isMissing } from './nodes';
import { forget, isClosed, noteLeftOut, openAccount, type Account } from './account';

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
/** Which questions a change asks that neither this run nor an earlier one has settled. */
export const asked = (run: Run, change: TargetChange): QuestionName[] => unseen(run, change).filter((name) => !run.learnt[name].trusted);

/** Which questions a change asks that this run has not seen settled. */
export function unseen(run: Run, { target, value }: TargetChange): QuestionName[] {
  return QUESTION_NAMES.filter((name) => !run.learnt[name].proven && QUESTIONS[name].target === target.key && QUESTIONS[name].asks(value));
}

/** Writes changes of one person; core/xledger/writing/updating.ts supplies it. */
export type WriteChanges = (accounts: readonly Account[], choose: (change: TargetChange) => boolean) => Promise<void>;

/**
 * Settles every question that the accounts ask, with as few people as possible. Leaves them written as far as they took. The contact's
 * address is settled before the supplier's is written: where both are one row, the one would seem to prove the other (U7d).
 */
export async function proveForms(run: Run, accounts: readonly Account[], write: WriteChanges): Promise<void> {
  const heard = new Set<QuestionName>();
  for (let tries = 0; ; tries += 1) {
    const canary = nextCanary(run, accounts, heard);
    if (!canary) return;
    canary.triedAsCanary = true;
    for (const change of open(run, canary)) for (const name of asked(run, change)) heard.add(name);
    const isLater = ({ target }: TargetChange) => target.record === 'subledger' && heard.has('country');
    let row = canary.row;
    for (const isNow of [(change: TargetChange) => !isLater(change), isLater]) {
      if (isClosed(canary) || !canary.update.changes.some(isNow)) continue;
      try {
        await write([canary], (change) => change.value !== null && isNow(change));
        row = await tryForms(run, { canary, before: row, isNow }, write, tries >= MOST_CANARIES);
      } catch (error) {
        // Nobody has seen whether it stuck: not taken for written.
        for (const { target } of open(run, canary)) {
          if (canary.written.has(target.key)) canary.unseen = true;
          forget(canary, target);
        }
        throw error;
      }
    }
  }
}

/** After so many people more in whose rows no form stuck, none is taken to work. */
const MOST_CANARIES = 2;

/** Somebody whose row can tell; else somebody who at least asks what nobody before did. */
function nextCanary(run: Run, accounts: readonly Account[], heard: ReadonlySet<QuestionName>): Account | undefined {
  const asking = accounts.filter((account) => !isClosed(account) && open(run, account).length > 0 && !account.triedAsCanary);
  return asking.find((account) => open(run, account).some((change) => tells(change, account.row))) ?? asking.find((account) => open(run, account).some((change) => asked(run, change).some((name) => !heard.has(name))));
}

/** A country that stood there before the write proves nothing about the form in which it was sent. */
function tells({ target, value }: TargetChange, before: XledgerEmployee | null | undefined): boolean {
  const there = before ? valuesOf(before)[target.key as TargetKey] : undefined;
  if (!isAddress(value)) return true;
  return value.country !== undefined && !(isAddress(there) && there.country === value.country);
}

/** Changes that ask something, of targets that can be written at all. Keys that the server lacks count only where there are others. */
function open(run: Run, account: Account): TargetChange[] {
  return account.update.changes.filter((change) => {
    const why = account.leftOut.get(change.target.key)?.why;
    const hopeless = why === 'noContact' || why === 'noSubledger' || why === 'subledgerNotWritable' || why === 'notShown' || (why === 'fieldUnknownToServer' && !hasOtherKeys(run, change));
    return !hopeless && asked(run, change).length > 0;
  });
}

/** A supplier's address and a gender have other keys (U9, U12). */
const hasOtherKeys = (run: Run, { target }: TargetChange): boolean =>
  target.record === 'subledger' || (target.shape === 'gender' && !isMissing(run, 'updateContacts', { gender: null }));

interface Trial {
  canary: Account;
  /** The row before what is tried now was written. */
  before: XledgerEmployee | null;
  isNow: (change: TargetChange) => boolean;
}

/** Reads the canary back until every question it asks is answered, or no form is left. Answers with the row as last read. */
async function tryForms(run: Run, { canary, before, isNow }: Trial, write: WriteChanges, last: boolean): Promise<XledgerEmployee | null> {
  const done = new Set<TargetChange>();
  const tried = new Set<string>();
  const unproven = () => open(run, canary).filter((change) => isNow(change) && !done.has(change));
  let row: XledgerEmployee | undefined;
  for (let changes = unproven(); changes.length > 0 && !isClosed(canary); changes = unproven()) {
    row = await readBack(run, canary);
    for (const change of changes) {
      const refusal = canary.refused.get(change.target.key)?.because;
      // Says nothing about the form: left for another run.
      if (refusal?.retry) canary.stop = { code: 'outcomeUnknown', says: refusal.says, retry: true };
      else if (stands(run, canary, change, row)) {
        done.add(change);
        if (tells(change, before)) markProven(run, change);
      } else if (!toNextForm(run, change, tried)) {
        done.add(change);
        await giveUp(run, canary, change, write, last);
      }
    }
    if (isClosed(canary)) break;
    const again = new Set(unproven());
    for (const { target } of again) forget(canary, target);
    if (again.size > 0) await write([canary], (change) => again.has(change));
  }
  return row ?? before;
}

function stands(run: Run, canary: Account, change: TargetChange, row: XledgerEmployee | undefined): boolean {
  const { target, value } = change;
  const there = row && valuesOf(row)[target.key as TargetKey];
  return value !== null && canary.written.has(target.key) && asked(run, change).every((name) => QUESTIONS[name].holds(target, value, there));
}

/** Whether there is another form to try. */
function toNextForm(run: Run, change: TargetChange, tried: Set<string>): boolean {
  const [name] = asked(run, change);
  if (!name) return false;
  const question: Question<string> = run.learnt[name];
  tried.add(`${name} ${question.form}`);
  const next = QUESTIONS[name].forms.find((form) => !tried.has(`${name} ${form}`));
  if (next !== undefined) question.form = next;
  return next !== undefined;
}

/** No form stuck. It may be this person's value that is to blame, so somebody else decides, unless enough people have tried. */
async function giveUp(run: Run, canary: Account, change: TargetChange, write: WriteChanges, last: boolean): Promise<void> {
  const [name] = asked(run, change);
  if (!name) return;
  const question: Question<string> = run.learnt[name];
  const { forms, failing } = QUESTIONS[name];
  question.form = forms[0] ?? 'none';
  canary.givenUp.add(change.target.key);
  await putBack(canary, change, write);
  if (isAddress(change.value) && change.value.country) run.learnt.countriesNotTaken.add(change.value.country);
  if (!canary.refused.has(change.target.key)) noteLeftOut(canary, change.target, failing);
  if (last) Object.assign(question, { form: 'none', proven: true });
}

/** The address as it was: a form that did not stick may have emptied its country (U8d). */
async function putBack({ row, update }: Account, { target }: TargetChange, write: WriteChanges): Promise<void> {
  const old = row ? valuesOf(row)[target.key as TargetKey] : undefined;
  if (isAddress(old) && row) await write([openAccount({ ...update, changes: [{ target, value: old }], seen: row })], () => true);
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
  for (const name of unseen(run, change)) run.learnt[name].proven = true;
}

/** Writes what differs into people who exist: contacts, suppliers, employees, in full batches; clears in calls of their own. */
import type { FieldKey } from '../../person';
import { learnCountryNames, learnGenders, needsCountryNames } from '../lookups';
import { byDbId, notShownWithout, writableSubledgers } from '../reading';
import { doubt, type Run } from '../run';
import { XledgerRefused, XledgerStopped } from '../transport';
import type { PersonUpdate, TargetChange, WriteResult } from '../types';
import { forget, isClosed, noteLeftOut, noteRefused, noteWritten, openAccount, resultOf, type Account } from './account';
import { partFor } from './encoding';
import { learnInputs, stopWhereLacking } from './inputs';
import { updateBatch } from './looking';
import { followNames } from './names';
import { followNationalIds, type WrittenNationalId } from './nationalIds';
import { updateOf, type MutationName, type Node } from './nodes';
import { sendParts, type PartEnd } from './parts';
import { proveForms, unseen, type WriteChanges } from './proving';

/**
 * Writes each person's changes and says what became of them. Never throws for what Xledger did: a stop is that person's
 * `notAttempted`. Values that are taken without a word are `written`; whether they stuck is for a read-back to say.
 */
export async function updatePeople(run: Run, updates: readonly PersonUpdate[]): Promise<Map<string, WriteResult>> {
  const accounts = updates.map(openAccount);
  await untilStopped(accounts, async () => {
    await readRows(run, accounts);
    const writable = await writableOf(run, accounts);
    if (accounts.some((account) => !isClosed(account))) await learnInputs(run);
    stopWhereLacking(run, { updateContacts: ROW, updateSuppliers: ROW, updateEmployees: ROW });
    const write = (some: readonly Account[], choose: (change: TargetChange) => boolean) => writeChanges(run, some, choose, writable);
    await learnForms(run, accounts);
    await proveForms(run, accounts, write);
    await write(accounts, ({ value }) => value !== null);
    await inAnotherForm(run, accounts, write);
    await write(accounts, ({ value }) => value === null);
    await followNames(run, accounts);
    await followNationalIds(run, accounts.flatMap(nationalIdOf));
  });
  return new Map(accounts.map((account) => [account.update.key, resultOf(account)]));
}

/** What was refused in a form that only an earlier run saw taken is sent again, in one that is found now (U8, U9, U12). */
async function inAnotherForm(run: Run, accounts: readonly Account[], write: WriteChanges): Promise<void> {
  const onTrust = accounts.flatMap((account) => account.update.changes.filter((change) => account.refused.has(change.target.key) && unseen(run, change).some((name) => run.learnt[name].trusted)).map(({ target }) => ({ account, target })));
  if (onTrust.length === 0) return;
  doubt(run.learnt);
  for (const { account, target } of onTrust) forget(account, target);
  await learnForms(run, accounts);
  await proveForms(run, accounts, write);
  await write(accounts, ({ value }) => value !== null);
}

/** An update finds its row by it. */
const ROW = [{ dbId: '' }];

function nationalIdOf({ update, written }: Account): WrittenNationalId[] {
  const number = written.has('contact.socialSec') && update.changes.find(({ target }) => target.key === 'contact.socialSec')?.value;
  return typeof number === 'string' ? [{ person: update.key, employeeDbId: update.employeeDbId, number }] : [];
}

/** What stops the reading before the writes stops everybody who is not through yet. */
async function untilStopped(accounts: readonly Account[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof XledgerStopped) && !(error instanceof XledgerRefused)) throw error;
    const unfinished = accounts.filter((account) => !isClosed(account) && account.update.changes.some((change) => !isSaid(account, change)));
    for (const account of unfinished) Object.assign(account, error instanceof XledgerStopped ? { stop: error.stop } : { because: error.refusal });
  }
}

const isSaid = ({ written, leftOut, refused }: Account, { target }: TargetChange): boolean => written.has(target.key) || leftOut.has(target.key) || refused.has(target.key);

/** The rows as they stand: for the state of an address (U7), the code of a subledger (U1) and the old names (U25). */
async function readRows(run: Run, accounts: readonly Account[]): Promise<void> {
  const unread = accounts.filter(({ row }) => row === null);
  const fields: FieldKey[] = unread.some(({ update }) => update.changes.some(({ target }) => target.shape === 'address')) ? ['address'] : [];
  const rows = await byDbId(run, unread.map(({ update }) => update.employeeDbId), fields);
  for (const account of unread) account.row = rows.get(account.update.employeeDbId) ?? null;
  for (const account of accounts) checkLinks(account);
}

/** A contact or subledger that is no longer this employee's would be somebody else's. */
function checkLinks(account: Account): void {
  const { row, update } = account;
  if (!row) account.because = { code: 'notFound', says: 'Xledger has no employee with this dbId any more', retry: false };
  else if ((update.contactDbId !== null && row.contact?.dbId !== update.contactDbId) || (update.subledgerDbId !== null && row.subledger?.dbId !== update.subledgerDbId)) {
    account.because = { code: 'linksChanged', says: 'The employee has another contact or subledger in Xledger now', retry: false };
  }
}

async function writableOf(run: Run, accounts: readonly Account[]): Promise<Set<string>> {
  const wanted = accounts.filter((account) => !isClosed(account) && account.update.changes.some(({ target }) => target.record === 'subledger'));
  const rows = wanted.flatMap(({ row, update }) => (row?.subledger && update.subledgerDbId ? [{ subledger: row.subledger, isSupplier: row.subledgerIsSupplier }] : []));
  const unknown = rows.filter(({ isSupplier }) => isSupplier === undefined).map(({ subledger }) => subledger);
  const suppliers = rows.filter(({ isSupplier }) => isSupplier).map(({ subledger }) => subledger.dbId);
  return new Set([...suppliers, ...(unknown.length > 0 ? await writableSubledgers(run, unknown) : [])]);
}

async function learnForms(run: Run, accounts: readonly Account[]): Promise<void> {
  const changes = accounts.flatMap((account) => (isClosed(account) ? [] : account.update.changes)).filter(({ value }) => value !== null);
  if (changes.some(({ target }) => target.shape === 'address') && needsCountryNames(run)) await learnCountryNames(run);
  if (changes.some(({ target }) => target.shape === 'gender')) await learnGenders(run);
}

const STAGES: readonly MutationName[] = ['updateContacts', 'updateSuppliers', 'updateEmployees'];

/** Sends the chosen changes that have not been dealt with, record by record. */
async function writeChanges(run: Run, accounts: readonly Account[], choose: (change: TargetChange) => boolean, writable: ReadonlySet<string>): Promise<void> {
  for (const name of STAGES) {
    const nodes = new Map<Node, Account>();
    for (const account of accounts) {
      const node = isClosed(account) ? undefined : nodeFor(run, account, name, choose, writable);
      if (node) nodes.set(node, account);
    }
    const byClientId = new Map([...nodes].map(([node, account]) => [node.clientId, account]));
    const tell = (node: Node, part: Node['parts'][number], end: PartEnd) => {
      const account = byClientId.get(node.clientId);
      if (account) note(account, part, end);
    };
    if (nodes.size > 0) await sendParts(run, updateBatch(run, name, byClientId), [...nodes.keys()], tell);
  }
}

function nodeFor(run: Run, account: Account, name: MutationName, choose: (change: TargetChange) => boolean, writable: ReadonlySet<string>): Node | undefined {
  const { update, row } = account;
  const notShown = notShownWithout(run.learnt.missingFields);
  const parts = update.changes.flatMap((change) => {
    const { target, value } = change;
    const isDealtWith = account.written.has(target.key) || account.refused.has(target.key) || account.givenUp.has(target.key);
    if (updateOf(target) !== name || isDealtWith || !choose(change)) return [];
    const part = whyNot(account, target, writable, notShown) ?? partFor(run, target, value, row);
    if (typeof part !== 'string') return [part];
    noteLeftOut(account, target, part);
    return [];
  });
  const dbId = { updateContacts: update.contactDbId, updateSuppliers: update.subledgerDbId, updateEmployees: update.employeeDbId }[name as string];
  return parts.length > 0 && dbId ? { clientId: `${update.key}:${name}`, person: update.key, dbId, parts } : undefined;
}

function whyNot({ update }: Account, { record, key }: TargetChange['target'], writable: ReadonlySet<string>, notShown: readonly string[]) {
  // Nobody could see what would be overwritten, nor whether it stuck.
  if (notShown.includes(key)) return 'notShown';
  if (record === 'contact' && update.contactDbId === null) return 'noContact';
  if (record === 'subledger' && update.subledgerDbId === null) return 'noSubledger';
  if (record === 'subledger' && !writable.has(update.subledgerDbId ?? '')) return 'subledgerNotWritable';
  return undefined;
}

function note(account: Account, { target }: Node['parts'][number], end: PartEnd): void {
  if (end.kind === 'stopped') account.stop = end.stop;
  else if (end.kind === 'refused') noteRefused(account, target, end.fault);
  else if (target && end.kind === 'missing') noteLeftOut(account, target, 'fieldUnknownToServer');
  else if (target) noteWritten(account, target);
}

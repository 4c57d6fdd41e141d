/** Creates people: contact, then supplier, then employee, each linked by dbId (xledger.md 6.4). */
import { seesAny } from '../lookups';
import { notShownWithout, sameEmail, suppliersByCode, writableSubledgers } from '../reading';
import type { Run } from '../run';
import { XledgerRefused, XledgerStopped } from '../transport';
import type { CreationDefaults, NewPerson, WriteResult, XledgerIndexEntry } from '../types';
import { learnInputs, noteLeftOut, partFor, stopWhereLacking, updateOf, type Needs, type Part } from '../writing';
import { addRows } from './adding';
import { finish } from './finishing';
import { leftoversAmong } from './leftovers';
import { checkLinks, links, readNew } from './linking';
import { lookBefore, type There } from './looking';
import { isOut, newcomer, resultFor, supplierCodeOf, textAt, turnAway, type Newcomer } from './newcomer';

/**
 * Creates each person and says what became of it, with the dbIds of all rows that exist by now. Never throws for what Xledger did.
 * Nobody is created whose e-mail, employment ID or supplier code is taken, in any status and owner (U23).
 */
export async function createPeople(run: Run, people: readonly NewPerson[], defaults: CreationDefaults): Promise<Map<string, WriteResult>> {
  const newcomers = people.map((person) => newcomer(run, person));
  try {
    await createAll(run, newcomers, defaults);
  } catch (error) {
    if (!(error instanceof XledgerStopped) && !(error instanceof XledgerRefused)) throw error;
    for (const { account } of newcomers.filter((person) => !isOut(person))) Object.assign(account, error instanceof XledgerStopped ? { stop: error.stop } : { because: error.refusal });
  }
  return new Map(newcomers.map((person) => [person.person.key, resultFor(person)]));
}

async function createAll(run: Run, newcomers: readonly Newcomer[], given: CreationDefaults): Promise<void> {
  const staying = () => newcomers.filter((person) => !isOut(person));
  for (const person of newcomers) checkRequired(person);
  const there = await lookBefore(run, newcomers, given);
  const { everyone } = there;
  const defaults = withOwner(given, everyone, staying());
  await learnTenant(run, everyone);
  if (staying().length > 0) await learnInputs(run);
  turnAwayTaken(staying(), everyone);
  for (const person of newcomers) person.supplierCode = run.learnt.subledgers === 'suppliers' || run.learnt.subledgers === 'unknown' ? supplierCodeOf(person, defaults) : undefined;
  const known = adoptLeftovers(staying(), defaults, there);
  for (const person of staying()) stopWhereLacking(run, needsOf(run, person, defaults));

  await addRows(run, 'addContacts', staying().filter(({ ids }) => !ids.contactDbId), (person) => contactParts(run, person, defaults), known.contacts);
  await addSuppliers(run, staying(), defaults, known.suppliers);
  await addRows(run, 'addEmployees', staying(), (person) => employeeParts(run, person, defaults), new Set(everyone.map(({ dbId }) => dbId)));

  const made = staying().filter(({ ids }) => ids.employeeDbId);
  const rows = await checkLinks(run, made, readNew(run), defaults.ownerDbId);
  await finish(run, staying().filter(({ ids }) => ids.employeeDbId), rows);
}

/** R16: names and e-mail; everything else may be missing. */
function checkRequired(person: Newcomer): void {
  const { email, givenName, familyName } = person.person.person;
  if (!email || !givenName || !familyName) turnAway(person, 'requiredMissing', 'An e-mail address, a given name and a family name are needed to create somebody in Xledger');
}

interface Defaults extends CreationDefaults {
  /** Nobody chose the owner: it is the only one there is, and may be left out where Xledger does not take it. */
  ownerIsGuess?: boolean;
}

/** U32: the owner that was chosen, else the only one that employees have. Several and none chosen: nobody is created. */
function withOwner(given: CreationDefaults, everyone: readonly XledgerIndexEntry[], newcomers: readonly Newcomer[]): Defaults {
  if (given.ownerDbId) return given;
  const [only, ...others] = new Set(everyone.flatMap(({ ownerDbId }) => ownerDbId ?? []));
  if (others.length > 0) for (const person of newcomers) turnAway(person, 'ownerNotChosen', 'Xledger has employees in several entities, and none was chosen for new employees');
  return only && others.length === 0 ? { ...given, ownerDbId: only, ownerIsGuess: true } : given;
}

/** U14: employees whose contacts nobody may see are a missing scope, and no links are made blindly. U1: what a subledger is here. */
async function learnTenant(run: Run, everyone: readonly XledgerIndexEntry[]): Promise<void> {
  if (everyone.length > 0 && everyone.every(({ contactDbId }) => contactDbId === null)) throw noAccess('contacts');
  const subledgers = everyone.flatMap(({ subledgerDbId, subledgerCode }) => (subledgerDbId ? [{ dbId: subledgerDbId, code: subledgerCode }] : [])).slice(-1_000);
  if (!run.learnt.subledgers || run.learnt.subledgers === 'unknown') {
    if (everyone.length === 0) run.learnt.subledgers = 'unknown';
    else if (subledgers.length > 0) run.learnt.subledgers = (await writableSubledgers(run, subledgers)).size > 0 ? 'suppliers' : 'otherKind';
    else if (await seesAny(run, 'subledgers')) run.learnt.subledgers = 'none';
    else throw noAccess('subledgers');
  }
}

function noAccess(what: string): XledgerStopped {
  return new XledgerStopped({ code: 'scope', says: `Xledger shows employees but none of their ${what}: the API token seems to have no access to them.`, retry: false });
}

/** U23: directly before the add, against everybody and against the others of this call. */
function turnAwayTaken(newcomers: readonly Newcomer[], everyone: readonly XledgerIndexEntry[]): void {
  const emails = new Set(everyone.flatMap(({ contactEmail, subledgerEmail }) => [contactEmail, subledgerEmail].flatMap((email) => (email ? [sameEmail(email)] : []))));
  const codes = new Set(everyone.flatMap(({ code }) => (code ? [code.trim()] : [])));
  for (const person of newcomers) {
    const email = sameEmail(textAt(person, 'contact.email') ?? '');
    const code = textAt(person, 'employee.code');
    if (emails.has(email)) turnAway(person, 'uniqueValueTaken', 'An employee with this e-mail address is in Xledger already');
    else if (code && codes.has(code)) turnAway(person, 'uniqueValueTaken', 'An employee with this employment ID is in Xledger already');
    emails.add(email);
    if (code) codes.add(code);
  }
}

/** Takes up rows that a broken run left; answers with the contacts and suppliers that were there before: none of them is one that we add. */
function adoptLeftovers(newcomers: readonly Newcomer[], { ownerDbId }: CreationDefaults, { everyone, contacts, suppliers }: There): { contacts: Set<string>; suppliers: Set<string> } {
  const sought = newcomers.map((person) => ({ key: person.person.key, email: textAt(person, 'contact.email') ?? '', supplierCode: person.supplierCode ?? '' }));
  const byKey = leftoversAmong(sought, ownerDbId, { everyone, contacts, suppliers });
  const linked = new Set(everyone.flatMap((row) => [`contact ${row.contactDbId}`, `subledger ${row.subledgerDbId}`]));
  for (const person of newcomers) {
    const left = byKey.get(person.person.key);
    const { contactDbId, subledgerDbId } = person.person.adopt ?? left ?? {};
    if (linked.has(`contact ${contactDbId}`) || linked.has(`subledger ${subledgerDbId}`)) turnAway(person, 'alreadyLinked', 'The contact or subledger that was to be used again belongs to an employee by now');
    Object.assign(person.ids, contactDbId ? { contactDbId } : {}, subledgerDbId && person.supplierCode ? { subledgerDbId } : {});
    if (left?.supplierCodeTaken && !person.ids.subledgerDbId) turnAway(person, 'supplierCodeTaken', 'Another party in Xledger has the supplier code that this person would get');
    for (const change of person.changes) {
      if ((contactDbId && change.target.record === 'contact') || (subledgerDbId && change.target.record === 'subledger')) person.later.set(change.target.key, change);
    }
  }
  return { contacts: new Set(contacts.map(({ dbId }) => dbId)), suppliers: new Set(suppliers.map(({ dbId }) => dbId)) };
}

/** All that this person cannot be created without. The links are known only when the rows exist. */
function needsOf(run: Run, person: Newcomer, defaults: Defaults): Needs {
  const needed = (parts: readonly Part[]) => parts.filter((part) => part.needed).map(({ keys }) => keys);
  const withSubledger = person.supplierCode !== undefined || run.learnt.subledgers === 'suppliers' || run.learnt.subledgers === 'unknown';
  const link = { dbId: '' };
  return {
    ...(!person.ids.contactDbId && { addContacts: needed(contactParts(run, person, defaults)) }),
    ...(!person.ids.subledgerDbId && withSubledger && { addSuppliers: needed(supplierParts(run, person, defaults)) }),
    addEmployees: [...needed(employeeParts(run, person, defaults)), { contact: link }, ...(withSubledger ? [{ subledger: link }] : [])],
  };
}

function ownerPart({ ownerDbId, ownerIsGuess }: Defaults): Part[] {
  if (!ownerDbId) return [];
  return [{ keys: { owner: { dbId: ownerDbId } }, ...(ownerIsGuess ? {} : { needed: true }) }];
}

function contactParts(run: Run, person: Newcomer, defaults: Defaults): Part[] {
  const id = textAt(person, 'employee.code') ?? textAt(person, 'contact.email');
  return [...ownerPart(defaults), ...(id ? [{ keys: { id }, onlyIfDemanded: true as const }] : []), ...fieldParts(run, person, 'updateContacts')];
}

async function addSuppliers(run: Run, people: readonly Newcomer[], defaults: Defaults, known: ReadonlySet<string>): Promise<void> {
  const without = run.learnt.subledgers === 'otherKind' ? 'subledgerNotWritable' : run.learnt.subledgers === 'none' ? 'noSubledger' : undefined;
  if (without) {
    for (const { account, changes } of people) for (const { target } of changes) if (target.record === 'subledger') noteLeftOut(account, target, without);
    return;
  }
  // Who has no employment ID gets a code only now, and it may be taken by chance.
  const late = people.filter((person) => !person.supplierCode && !isOut(person));
  for (const person of late) person.supplierCode = supplierCodeOf(person, defaults);
  const taken = new Map((late.length > 0 ? await suppliersByCode(run, late.flatMap(({ supplierCode }) => supplierCode ?? [])) : []).map((row) => [row.code?.trim(), row]));
  for (const person of late) {
    const there = taken.get(person.supplierCode);
    const own = there?.email && sameEmail(there.email) === sameEmail(textAt(person, 'contact.email') ?? '');
    if (there && own) person.ids.subledgerDbId ??= there.dbId;
    else if (there) turnAway(person, 'supplierCodeTaken', 'Another party in Xledger has the supplier code that this person would get');
  }
  const adding = people.filter((person) => !isOut(person) && !person.ids.subledgerDbId && person.supplierCode);
  await addRows(run, 'addSuppliers', adding, (person) => supplierParts(run, person, defaults), known);
}

function supplierParts(run: Run, person: Newcomer, defaults: Defaults): Part[] {
  const { subledgerGroupDbId } = defaults;
  return [
    ...ownerPart(defaults),
    { keys: { code: person.supplierCode }, needed: true },
    ...(subledgerGroupDbId ? [{ keys: { subledgerGroup: { dbId: subledgerGroupDbId } }, needed: true as const }] : []),
    ...fieldParts(run, person, 'updateSuppliers'),
  ];
}

function employeeParts(run: Run, person: Newcomer, defaults: Defaults): Part[] {
  const { givenName, familyName } = person.person.person;
  const { employeeGroupDbId } = defaults;
  return [
    ...ownerPart(defaults),
    { keys: { description: `${givenName} ${familyName}` }, needed: true },
    ...links(person),
    ...(employeeGroupDbId ? [{ keys: { employeeGroup: { dbId: employeeGroupDbId } }, needed: true as const }] : []),
    ...fieldParts(run, person, 'updateEmployees'),
  ];
}

/** What a row cannot be made without: whoever it is must be found again by it. */
const NEEDED: ReadonlySet<string> = new Set(['contact.email', 'contact.firstName', 'contact.lastName', 'subledger.email', 'subledger.description', 'employee.code']);

function fieldParts(run: Run, { changes, account }: Newcomer, name: ReturnType<typeof updateOf>): Part[] {
  const notShown = notShownWithout(run.learnt.missingFields);
  return changes.flatMap(({ target, value }) => {
    if (updateOf(target) !== name) return [];
    const part = !NEEDED.has(target.key) && notShown.includes(target.key) ? 'notShown' : partFor(run, target, value, null);
    if (typeof part === 'string') noteLeftOut(account, target, part);
    return typeof part === 'string' ? [] : [NEEDED.has(target.key) ? { ...part, needed: true as const } : part];
  });
}


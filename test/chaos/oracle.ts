// What must be true when the faults are over, by the rules alone: nothing here knows how core works.
import { MAIN_OWNER, peopleOf, type PersonView } from '../../sandbox/xledger';
import type { InventedPerson } from '../../sandbox/people';
import { EXCUSES, mayRefuseToCreate, sees } from './excuses';
import { KEYS_OF, WATCHED, type UserInHuma } from './fields';
import { isByHand, type World } from './world';

export const PROMISES = ['lost', 'doubled', 'leftOver', 'overwritten', 'emptied', 'unasked', 'sensitive', 'notBack', 'waiting', 'untold', 'threw'] as const;
export type Promised = (typeof PROMISES)[number];

/** A promise that was not kept. Says who and which path, never a value. */
export interface Broken {
  promise: Promised;
  what: string;
}

/** All that is wrong with the end of a schedule. */
export function brokenPromises(world: World): Broken[] {
  return [...doubled(world), ...leftOver(world), ...lost(world), ...overwritten(world), ...emptied(world), ...unasked(world), ...sensitive(world), ...waiting(world)];
}

const say = (promise: Promised, what: string): Broken => ({ promise, what });

const emailOf = ({ values }: PersonView): string => values['contact.email']?.toLowerCase() ?? '';

/** Exactly one employee a person, one contact an address, one supplier a code. */
function doubled(world: World): Broken[] {
  const { state } = world.xledger;
  const mine = peopleOf(state).filter(({ ownerDbId }) => ownerDbId === MAIN_OWNER);
  const twice = (what: string, keys: readonly (string | null | undefined)[]): Broken[] => {
    const known = keys.filter(Boolean);
    return known.length === new Set(known).size ? [] : [say('doubled', what)];
  };
  const isOwnMaking = world.xledger.switches.U3 === 'ignoresLookupsAndMakesItsOwn';
  return [
    ...twice('employees by e-mail', mine.map(emailOf)),
    ...twice('employees by employment ID', mine.map(({ values }) => values['employee.code'])),
    ...twice('employees by contact', mine.map(({ contactDbId }) => (contactDbId === null ? null : String(contactDbId)))),
    ...(isOwnMaking ? [] : twice('contacts by e-mail', [...state.contacts.all()].map(({ ownerDbId, values }) => values.email && `${ownerDbId} ${values.email.toLowerCase()}`))),
    ...(isOwnMaking ? [] : twice('suppliers by code', [...state.subledgers.all()].map(({ ownerDbId, values }) => values.code && `${ownerDbId} ${values.code}`))),
    ...twice('links to one employee', [...world.stored.links.values()].filter(({ state: is }) => is === 'linked').map(({ employeeDbId }) => employeeDbId)),
  ];
}

/** No half-made person: every contact and every subledger belongs to an employee, or somebody was told of it. */
function leftOver(world: World): Broken[] {
  const { state, switches } = world.xledger;
  // Such an Xledger leaves over what was made for it by itself; upsert tells of it (test/integration).
  if (switches.U3 === 'ignoresLookupsAndMakesItsOwn') return [];
  const employees = [...state.employees.all()];
  const contacts = new Set(employees.map(({ links }) => links.contact));
  const subledgers = new Set(employees.map(({ links }) => links.subledger));
  const reasons = world.said.map(({ reason }) => reason).join('\n');
  const free = [
    ...[...state.contacts.all()].filter(({ dbId }) => !contacts.has(dbId)).map(({ dbId, values }) => ({ dbId, what: 'contact', email: values.email })),
    ...[...state.subledgers.all()].filter(({ dbId }) => !subledgers.has(dbId)).map(({ dbId, values }) => ({ dbId, what: 'supplier', email: values.email })),
  ];
  const untold = free.filter(({ dbId, what }) => !reasons.includes(`${what} ${dbId}`));
  return untold.filter(({ email }) => !isUnfinishedNewcomer(world, email ?? '')).map(({ what, dbId }) => say('leftOver', `${what} ${dbId}`));
}

/** Where this Xledger takes no new people, or everything waits for somebody to look (U6), what was made before stays, and the last word on the person says why. */
function isUnfinishedNewcomer(world: World, email: string): boolean {
  const person = world.people.newcomers.find((one) => one.email.toLowerCase() === email.toLowerCase());
  return person !== undefined && !linkOf(world, person) && (isHeldByAStop(world, world.people.idOf(person)) || mayRefuseToCreate(world.xledger.switches) || hasGone(world, person));
}

const linkOf = ({ stored, people }: World, person: InventedPerson) => [stored.links.get(people.idOf(person))].find((link) => link?.state === 'linked');

const hasGone = ({ huma, people }: World, person: InventedPerson): boolean => !huma.state.users.get(people.idOf(person))?.active;

/** Whoever is linked holds Huma's last value wherever the rules and this Xledger allow it; whoever was added in Huma is there. */
function lost(world: World): Broken[] {
  const { huma, people } = world;
  return [...people.linked, ...people.newcomers, ...people.strangers].flatMap((person) => {
    const user = huma.state.users.get(people.idOf(person));
    if (!user?.active) return [];
    const link = linkOf(world, person);
    if (isHeldByAStop(world, user.id)) return [];
    if (empties(world) && isHitByADeath(world, link?.employeeDbId ?? null)) return [];
    if (!link) return whyNotLinked(world, person, user);
    const view = peopleOf(world.xledger.state).find(({ dbId }) => String(dbId) === link.employeeDbId);
    return view ? missingValues(world, user, view) : [say('lost', `the employee of ${user.id}`)];
  });
}

/** U6: this Xledger empties what an update leaves out. Who comes after the first person is not written, and is told so. */
const isHeldByAStop = (world: World, humaId: string): boolean => empties(world) && world.said.some((one) => one.humaId === humaId && (one.code === 'canaryStopped' || one.code === 'movedUnmeant'));

function whyNotLinked(world: World, person: InventedPerson, { id }: UserInHuma): Broken[] {
  const { newcomers, linked } = world.people;
  const codes = new Set(world.said.filter(({ humaId }) => humaId === id).map(({ code }) => code));
  if (linked.includes(person)) return codes.size === 0 || sees(world.xledger.switches) ? [say('lost', `the link of ${id}`)] : [];
  const isRefused = mayRefuseToCreate(world.xledger.switches) && codes.size > 0;
  // H12: deactivated, or not shown then.
  const wasAway = codes.has('locked') || codes.has('notVisibleInHuma');
  // G, R24: who was deactivated when the event that adds was read is offered by the next manual sync; a creation that was begun before goes on, and may end in a refusal.
  if (newcomers.includes(person) && wasAway) return codes.has('manualSyncWillOffer') || (isRefused && codes.has('refused')) ? [] : [say('untold', `newcomer ${id}`)];
  if (newcomers.includes(person)) return isRefused ? [] : [say('lost', `newcomer ${id}: ${[...codes].join(', ')}`)];
  // G, R24: or they were deactivated when the event that adds was read, and a later one says that the manual sync offers them.
  return codes.has('existsInXledger') || (wasAway && codes.has('manualSyncWillOffer')) || !sees(world.xledger.switches) ? [] : [say('untold', `${id} exists in Xledger: ${[...codes].join(', ')}`)];
}

function missingValues(world: World, user: UserInHuma, view: PersonView): Broken[] {
  const problems: { field?: string; code: string }[] = [...world.said.filter(({ humaId }) => humaId === user.id).flatMap((one) => one.problems), ...world.remarks.filter(({ humaId }) => humaId === user.id)];
  return WATCHED.flatMap((watched) => {
    const { field, wanted, same = (value) => value.trim() } = watched;
    if (isByHand(user.id, watched) && world.edits.some(({ employeeDbId }) => employeeDbId === view.dbId)) return [];
    const homes = Object.entries(wanted(user, world.huma.state));
    return homes.flatMap(([path, value]): Broken[] => {
      const there = view.values[path] ?? null;
      if (value === null ? there === null || !world.asked.get(user.id)?.has(field) : there !== null && same(there) === same(value)) return [];
      const excuses = EXCUSES.filter((one) => one.paths.test(path) && one.when({ ...world.xledger.switches, ...world.huma.switches }, value === null));
      if (excuses.length === 0 && isTakenBackAfterADeath(world, user.id, path, value, there)) return [];
      if (excuses.length === 0) return [say('lost', `${path} of ${user.id}`)];
      // U1: where the employee has no subledger, or shows none, only a value that has no other home is told of; the others stand in the contact.
      if (path.startsWith('subledger.') && (view.subledgerDbId === null || !sees(world.xledger.switches)) && homes.some(([home]) => home.startsWith('contact.'))) return [];
      // Several positions may stand in the way of one value: the first that was met is told.
      const told = problems.some((problem) => (problem.field === field || path === 'subledger.description') && excuses.some(({ codes }) => codes.includes(problem.code)));
      // U6: whom a run emptied that died before it had looked, nobody can name (docs/reliability.md, "What stays open").
      const emptiedByADeath = there === null && deathsThatHit(world) > 0;
      return told || emptiedByADeath || isTakenBackAfterADeath(world, user.id, path, value, there) ? [] : [say('untold', `${path} of ${user.id}: ${excuses.map(({ because }) => because).join(' or ')}`)];
    });
  });
}

/** docs/reliability.md, "What stays open": Huma changed a value, a run wrote it and died before it was remembered, and Huma took it back. */
function isTakenBackAfterADeath(world: World, humaId: string, path: string, value: string | null, there: string | null): boolean {
  const deaths = (world.injected.get('killed') ?? 0) + (world.injected.get('ended by n8n') ?? 0);
  const before = (world.history.get(`${humaId} ${path}`) ?? []).slice(0, -1);
  const isTakenBack = deaths > 0 && there !== null && before.includes(there) && before.slice(0, before.lastIndexOf(there)).includes(value);
  if (isTakenBack) world.count('taken back after a death');
  return isTakenBack;
}

/** The last edit by hand of each value stands: Huma never changed that field. */
function overwritten(world: World): Broken[] {
  const last = new Map(world.edits.map((edit) => [`${edit.employeeDbId} ${edit.path}`, edit]));
  const views = new Map(peopleOf(world.xledger.state).map((view) => [view.dbId, view]));
  return [...last.values()].filter(({ employeeDbId, path, value }) => views.get(employeeDbId)?.values[path] !== value).filter(({ employeeDbId }) => !isNamed(world, employeeDbId) && !(empties(world) && isHitByADeath(world, String(employeeDbId)))).map(({ employeeDbId, path }) => say('overwritten', `${path} of employee ${employeeDbId}`));
}

/** U6: nothing that nobody touched is empty now, unless this Xledger empties and somebody was told to look at that person. */
const emptied = (world: World): Broken[] => {
  const hit = hitUnnamed(world);
  return hit.length <= deathsThatHit(world) ? [] : hit.map(({ dbId, gone }) => say('emptied', `${gone.join(', ')} of employee ${dbId}`));
};

/** Where this Xledger empties, a run that dies between its first write and the reading after it names nobody (docs/unknowns.md, U6): one person a death at most. */
const deathsThatHit = (world: World): number => (empties(world) ? (world.injected.get('killed') ?? 0) + (world.injected.get('ended by n8n') ?? 0) : 0);

const isHitByADeath = (world: World, employeeDbId: string | null): boolean => {
  const hit = hitUnnamed(world);
  return hit.length <= deathsThatHit(world) && hit.some(({ dbId }) => String(dbId) === employeeDbId);
};

function hitUnnamed(world: World): { dbId: number; gone: string[] }[] {
  const views = new Map(peopleOf(world.xledger.state).map((view) => [view.dbId, view]));
  return world.heldAtStart.flatMap(({ dbId, values }) => {
    const humaId = [...world.stored.links.values()].find(({ employeeDbId }) => employeeDbId === String(dbId))?.humaId;
    const asked = world.asked.get(humaId ?? '') ?? new Set();
    const paths = WATCHED.filter(({ field }) => !asked.has(field)).flatMap(({ paths: own }) => own);
    const gone = paths.filter((path) => (values[path] ?? null) !== null && (views.get(dbId)?.values[path] ?? null) === null && !world.edits.some((edit) => edit.employeeDbId === dbId && edit.path === path));
    return gone.length > 0 && !isNamed(world, dbId) ? [{ dbId, gone }] : [];
  });
}

const empties = ({ xledger }: World): boolean => xledger.switches.U6 === 'reset';

/** Told to be looked at, because more moved than was meant, or because nobody could see whether it did. */
const isNamed = (world: World, employeeDbId: number): boolean =>
  empties(world) && world.said.some((one) => one.employeeDbId === String(employeeDbId) && (one.code === 'movedUnmeant' || (one.code === 'canaryStopped' && one.reason.includes('could not be read back'))));

/** One row of a mutation. */
export interface Sent {
  name: string;
  node: Record<string, unknown>;
}

/** Every update names only what Huma changed of that person; nobody else's rows are written. */
function unasked(world: World): Broken[] {
  const { xledger, people } = world;
  const owner = new Map<string, string>();
  for (const person of [...people.linked, ...people.strangers]) {
    const view = peopleOf(xledger.state).find(({ dbId }) => String(dbId) === world.stored.links.get(people.idOf(person))?.employeeDbId);
    for (const dbId of [view?.dbId, view?.contactDbId, view?.subledgerDbId]) if (dbId) owner.set(String(dbId), people.idOf(person));
  }
  return sentIn(world.xledger.journal).filter(({ name }) => name.startsWith('update')).flatMap(({ name, node: { dbId, ...keys } }) => {
    if (Object.keys(keys).length === 0) return [say('unasked', `${name} of nothing`)];
    const humaId = owner.get(String(dbId));
    if (!humaId) return world.atStart.has(String(dbId)) ? [say('unasked', `${name} of ${String(dbId)}, whom nobody asked for`)] : [];
    const allowed = new Set([...(world.asked.get(humaId) ?? [])].flatMap((field) => KEYS_OF[field] ?? []));
    return Object.keys(keys).filter((key) => !allowed.has(key)).map((key) => say('unasked', `${name}.${key} of ${humaId}`));
  });
}

export function sentIn(journal: World['xledger']['journal']): Sent[] {
  return journal.filter(({ kind }) => kind === 'mutation').flatMap(({ rootFields, body }) => {
    const { variables } = JSON.parse(body?.asked ?? '{}') as { variables?: { inputs?: { node: Record<string, unknown> }[] } };
    return (variables?.inputs ?? []).map(({ node }) => ({ name: rootFields[0] ?? '', node }));
  });
}

/** Nothing sensitive, and no token, in anything that is told or stored. */
function sensitive(world: World): Broken[] {
  const outside = JSON.stringify([world.outcomes, { ...world.stored, links: [...world.stored.links.values()] }]);
  const isSeen = (secret: string) => outside.includes(secret);
  return [...world.secrets, world.token].filter(isSeen).map((secret) => say('sensitive', `a value of ${secret.length} characters`));
}

/** Nothing waits any more, unless this Xledger shows nothing: then everything waits and says why. */
function waiting(world: World): Broken[] {
  return world.stored.inbox.filter(({ reason, code, status }) => (sees(world.xledger.switches) || reason === '') && !(empties(world) && status === 'parked' && (code === 'canaryStopped' || code === 'movedUnmeant'))).map(({ humaId, topic, reason }) => say('waiting', `${topic} of ${humaId}: ${reason}`));
}

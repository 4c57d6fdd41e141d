/** What scenarios are made of: two systems that hold something, what happens between the plan and its application, and other answers than they would give. */
import type { HumaAnswer, HumaFieldResult, HumaWritten } from '../../../../core/huma';
import { TARGETS, type FieldKey, type Person, type ProblemCode, type TargetKey } from '../../../../core/person';
import type { ApplyOptions, PlanPolicy, PlanRow } from '../../../../core/sync';
import type { Refusal, Stop, WriteResult } from '../../../../core/xledger';
import { employees, KARI, OLA, person, user } from '../../plan/tenants';
import { link } from '../../sync/people';
import { World } from '../world';

export interface Scenario {
  world: () => World;
  /** The plan, where it is not the first of this world. */
  rows?: (world: World) => Promise<PlanRow[]>;
  /** Between the plan and its application. */
  then?: (world: World) => void;
  options?: Partial<ApplyOptions>;
  /** The rows as they are handed over. */
  change?: (rows: PlanRow[]) => readonly unknown[];
  /** The way back in full. */
  back?: boolean;
}

export const LEADER: Person = { ...KARI, jobTitle: 'Leder', phone: '+4799000077', birthDate: '1991-03-04' as Person['birthDate'] };
export const MOVED: Person = { ...KARI, address: { street: 'Nygata 7', zipCode: '5003', place: 'Bergen', country: 'NO' }, bankAccount: { kind: 'national', number: '15030000010', country: 'NO' }, gender: 'Male' };
export const pair = (huma: Person = LEADER, xledger: Person = KARI, policy: Partial<PlanPolicy> = {}) => () => new World({ users: [user('h1', huma)], employees: employees({ dbId: '7', person: xledger }), policy });
export const linkedPair = (huma: Person = LEADER, xledger: Person = KARI, policy: Partial<PlanPolicy> = {}) => () => new World({ users: [user('h1', huma)], employees: employees({ dbId: '7', person: xledger }), links: [link('h1', '7')], policy });
export const newEmployee = (policy: Partial<PlanPolicy> = {}) => () => new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }), policy: { createIn: 'xledger', ...policy } });
export const newUser = () => new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }), policy: { createIn: 'huma' } });
export const three = () => new World({ users: [1, 2, 3].map((n) => user(`h${n}`, person(n, { jobTitle: 'Leder', ...(n === 2 && { phone: '+4799000222' }) }))), employees: employees(...[1, 2, 3].map((n) => ({ dbId: `${n}00`, person: person(n) }))) });
export const waiting = () => new World({ users: [user('h1', { ...LEADER, email: 'ny@example.no' })], employees: employees({ dbId: '7', person: KARI }) });
/** Somebody equal, somebody linked and different, somebody in Huma alone, somebody in Xledger alone, somebody locked. */
export const everything = () => new World({
  users: [user('h1', KARI), user('h2', person(2, { jobTitle: 'Leder', address: MOVED.address })), user('h3', person(3)), user('h5', person(5, { jobTitle: 'Leder' }), { active: false })],
  employees: employees({ dbId: '7', person: KARI }, { dbId: '200', person: person(2) }, { dbId: '400', person: person(4) }, { dbId: '500', person: person(5) }), links: [link('h2', '200')],
});
export const people = (count: number, huma: (n: number) => Person, xledger: (n: number) => Person = () => ({}), policy: Partial<PlanPolicy> = {}) => () => new World({
  users: Array.from({ length: count }, (_, place) => user(`h${place + 1}`, person(place + 1, huma(place + 1)))),
  employees: employees(...Array.from({ length: count }, (_, place) => ({ dbId: `${place + 1}00`, person: person(place + 1, xledger(place + 1)) }))),
  policy,
});
/** Written in the employee alone, where nothing else stands. */
export const NO_DATES: Person = { employmentStart: null, probationEnd: null };
export const nothingToLose = (count: number) => people(count, () => ({}), () => NO_DATES);
export const CANARY: Partial<ApplyOptions> = { canary: true };
export const REREAD: Partial<ApplyOptions> = { rereadHuma: true };
export const EDITED: Partial<ApplyOptions> = { edited: 'accept' };
export const undoing: Scenario['rows'] = async (world) => (await world.apply(world.plan())).inverse;
/** Applied once, changed, and planned again with an option. */
export const again = (then: (world: World) => void, policy: Partial<PlanPolicy> = {}): Scenario['rows'] => async (world) => {
  await world.apply(world.plan());
  then(world);
  return world.plan(policy);
};
export const CLEARS: Partial<PlanPolicy> = { missing: 'clear' };
export const inHumaNow = (values: Record<string, Person>) => (world: World) => { for (const [humaId, changed] of Object.entries(values)) Object.assign(world.user(humaId).person, changed); };
export const cleared = (then: (world: World) => void = inHumaNow({ h1: { jobTitle: null, phone: null } })) => again(then, CLEARS);
export const linkedMeanwhile = (...[humaId, employeeDbId, more]: Parameters<typeof link>) => (world: World) => void world.links.set(humaId, link(humaId, employeeDbId, more));
export const answersFor = (humaId: string, answer: HumaAnswer) => (world: World) => { world.huma.answers = (given) => (given.kind === 'user' && given.user.humaId === humaId ? answer : given); };
/** The first write of it comes to nothing. */
export const dropsOnce = (...keys: TargetKey[]) => (world: World) => {
  for (const key of keys) world.xledger.drops.add(key);
  let doubts = 0;
  world.xledger.doubtForms = () => { world.xledger.asked.push('doubts its forms'); world.xledger.drops.clear(); return (doubts += 1) === 1; };
};
export const and = (...changes: ((world: World) => unknown)[]) => (world: World) => { for (const change of changes) change(world); };
export const BACK_WINS: Partial<PlanPolicy> = { wins: { general: 'xledger', byField: {} } };
export const BOTH_WAYS: Partial<PlanPolicy> = { wins: { general: 'huma', byField: { jobTitle: 'xledger' } } };

export const STOP: Stop = { code: 'creditsGone', says: 'The credits of the hour are used up', resumeAt: 1_772_366_400_000, retry: true };
export const REFUSED: Refusal = { code: 'refused', says: 'Not like that', retry: false };
export const UNCLEAR: Refusal = { code: 'refused', says: 'Something went wrong', retry: true };
export const at = (key: TargetKey) => TARGETS.find((target) => target.key === key)!;
export const leavesOut = (key: TargetKey, why: ProblemCode) => (world: World) => { world.xledger.answers = (result) => ({ ...result, leftOut: [{ target: at(key), why }] }) as WriteResult; };
export const refuses = (because: Refusal, ...keys: TargetKey[]) => (world: World) => {
  for (const key of keys) world.xledger.refuses.add(key);
  world.xledger.answers = (result) => (result.kind === 'refused' ? { ...result, because, refused: result.refused.map((one) => ({ ...one, because })) } : result);
};
/** What the client tells of somebody it created. */
export const createdAs = (more: Partial<Extract<WriteResult, { kind: 'refused' }>>) => (world: World) => { world.xledger.answers = (result) => ({ written: [], leftOut: [], refused: [], because: REFUSED, ...result, kind: 'refused', ...more }) as WriteResult; };
export const afterWriting = (change: (world: World) => void) => (world: World) => {
  let written = false;
  world.xledger.meanwhile = (operation) => {
    if (written && operation === 'byDbId') change(world);
    written ||= operation === 'update' || operation === 'create';
  };
};
export const humaFields = (became: HumaFieldResult['became'], field: FieldKey, more: Partial<HumaFieldResult> = {}) => (world: World) => {
  world.huma.tells = (written) => ({ ...written, fields: written.fields.map((one) => (one.field === field ? { ...one, retry: false, ...more, became } : one)) });
};
export const notCreated = (because: HumaWritten['because']) => (world: World) => { world.huma.tells = () => ({ humaId: null, created: false, fields: [], because }); };
export const holds = (dbId: string, like: Person) => (world: World) => void world.xledger.employees.set(dbId, employees({ dbId, person: like })[0]!);
export const inHuma = (humaId: string, like: Person) => (world: World) => void world.huma.users.set(humaId, user(humaId, like));

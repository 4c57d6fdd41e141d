/** Rows before they are numbered, sealed and signed: values are still plain, so a draft never leaves memory. */
import { FIELDS, fieldOf, kindOf, personFrom, readValue, valuesOf, type FieldKey, type Person } from '../../../person';
import type { HumaUser } from '../../../huma';
import type { XledgerEmployee } from '../../../xledger';
import { compare, isUnique, NEEDED_TO_CREATE, newPersonOf, onlyFields, remember, type PersonComparison } from '../../compare';
import { decide, factsOf, SITUATION_OF } from '../../decide';
import { linked, sameLink } from '../../link';
import type { Match } from '../../match';
import { shortName } from '../../report';
import type { Link, Situation } from '../../types';
import type { Attention, Candidate, PlanAction, PlanRow } from '../types';
import { aboutEmployee, aboutMatch, aboutUser } from './attention';
import { attentionOf, judge, type Judged } from './differences';
import { duplicatesInHuma, duplicatesInXledger, type Duplicates } from './duplicates';
import type { PlanInput, Unread } from './input';
import { isClosed, nameOf, sameEmploymentId, type Sides } from './sides';
import { standingOfEmployee, standingOfUser, type EmployeeFacts, type Standing, type UserFacts } from './situations';

export interface Draft {
  situation: Situation;
  action: PlanAction;
  proposal: PlanRow['proposal'];
  why: string;
  humaId: string | null;
  employee?: XledgerEmployee;
  name: string | null;
  employmentId: string | null;
  evidence: PlanRow['evidence'];
  judged: Judged[];
  /** Who is to be created. */
  newcomer: Person;
  attention: Attention[];
  notCompared: FieldKey[];
  remembers: PlanRow['remembers'];
}

/** One draft for each user, and one for each employee whom no user's draft speaks of. */
export function drafts(input: PlanInput, sides: Sides): Draft[] {
  const making: Making = {
    input,
    sides,
    at: new Date(input.now).toISOString(),
    inHuma: duplicatesInHuma(sides.users, input.policy.fields, input.reading),
    inXledger: duplicatesInXledger([...sides.employees.values()], input.policy.fields, input.reading),
  };
  const ofUsers = [...sides.users.map((user) => ofUser(user, making)), ...sides.unread.map((one) => ofUnread(one, making))];
  const spokenOf = new Set([...ofUsers.flatMap(({ employee, evidence }) => [employee?.dbId, ...evidence.candidates.map(({ employeeDbId }) => employeeDbId)])]);
  const ofOthers = [...sides.employees.values()].filter(({ dbId }) => !spokenOf.has(dbId)).map((employee) => ofEmployee(employee, making));
  return [...ofUsers, ...ofOthers];
}

interface Making {
  input: PlanInput;
  sides: Sides;
  at: string;
  inHuma: Duplicates;
  inXledger: Duplicates;
}

function ofUser(user: HumaUser, making: Making): Draft {
  const { input, sides } = making;
  const { humaId, person } = user;
  const found = sides.found.get(humaId) ?? { kind: 'none' };
  const employee = 'employeeDbId' in found ? sides.employees.get(found.employeeDbId) : undefined;
  const link = sides.linkOf.get(humaId);
  const held = heldOf(user, link, making);
  const isLocked = held === 'locked' || held === 'outsideGroup';
  const comparison = employee && (held === 'no' || isLocked || held === 'deleted') ? compare(person, employee, { fields: input.policy.fields, reading: input.reading, fingerprintKey: input.keys.fingerprint, baseline: link?.baseline }) : undefined;
  const pair = employee && comparison ? judge(user, employee, comparison, input, sides, isLocked) : { judged: [], attention: [] };
  const newcomer = found.kind === 'none' && (held === 'no' || held === 'deleted') ? newPersonOf(person, input.policy.fields, input.reading) : undefined;
  const taken = newcomer ? takenBy(newcomer.person, { key: humaId, ownDbId: null }, sides) : [];
  const facts: UserFacts = {
    held,
    match: found.kind,
    waits: waitsOf(found, employee, user, making),
    values: comparison ? (comparison.differences.length > 0 ? 'different' : 'equal') : 'notCompared',
    creatable: !newcomer || (newcomer.missing.length === 0 && taken.length === 0) ? 'yes' : 'no',
  };
  const standing = standingOfUser(facts);
  const deed = deedOf(standing, pair.judged, { ...making, link, humaId, employee, comparison });
  return {
    ...deed,
    situation: standing.situation,
    why: standing.why,
    humaId,
    employee,
    name: shortName(person) ?? (employee ? nameOf(employee) : null),
    employmentId: person.employmentId ?? employee?.code ?? null,
    evidence: { by: found.kind === 'matched' || found.kind === 'possible' ? found.by : null, ...likeness(person, employee, input), candidates: candidatesOf(found, sides) },
    judged: pair.judged,
    newcomer: newcomer?.missing.length === 0 ? newcomer.person : {},
    attention: distinct([
      ...aboutUser({ user, held, found, facts, link, comparison, employee, today: making.at.slice(0, 10) }, sides, input.policy),
      ...aboutMatch(found, facts, sides),
      ...(newcomer && !isLocked ? [...newcomer.problems, ...(newcomer.missing.length > 0 ? newcomer.missing.map((field) => ({ code: 'missing' as const, field })) : []), ...taken].map(attentionOf) : []),
      ...(isLocked ? [] : [...user.problems.filter(({ field }) => !field || input.policy.fields.includes(field) || field === 'email'), ...(comparison?.problems ?? [])].map(attentionOf)),
      ...pair.attention,
      ...(isLocked ? [] : duplicateAttention(making.inHuma.get(humaId), 'huma', (key) => nameOfUser(key, sides))),
      ...(isLocked || !employee ? [] : duplicateAttention(making.inXledger.get(employee.dbId), 'xledger', (key) => nameOfEmployee(key, sides))),
    ]),
    notCompared: user.unreadable.filter((field) => input.policy.fields.includes(field)),
    remembers: memoryOf(comparison, link),
  };
}

/** Asked as somebody who asks by hand would be answered (section G): the same table as for events. */
function heldOf(user: HumaUser, link: Link | undefined, { input: { policy }, sides }: Making): UserFacts['held'] {
  if (sides.contradictory.has(user.humaId)) return 'contradictory';
  const asked = { active: true, dryRun: false, autoAdd: true, groupId: policy.groupId, matchBy: policy.employmentIdCounts ? (['email', 'employmentId'] as const) : (['email'] as const) };
  const decision = decide(factsOf({ source: { kind: 'user', user } }, link, asked));
  if (decision.does === 'settle') return HELD[decision.code] ?? 'requiredMissing';
  return sides.deleted.has(user.humaId) ? 'deleted' : 'no';
}

const HELD: { readonly [code: string]: UserFacts['held'] } = { locked: 'locked', outsideGroup: 'outsideGroup', requiredMissing: 'requiredMissing' };

function waitsOf(found: Match, employee: XledgerEmployee | undefined, { humaId, person }: HumaUser, { input: { policy }, sides }: Making): UserFacts['waits'] {
  if (sides.gone.has(humaId)) return 'linkGone';
  const byEmailAlone = found.kind === 'matched' && found.by === 'email' && !sameEmploymentId(person.employmentId, employee?.code);
  return policy.firstMatchWaits && byEmailAlone ? 'firstMatch' : 'no';
}

interface Deeds extends Making {
  link?: Link;
  humaId: string;
  employee?: XledgerEmployee;
  comparison?: PersonComparison;
}

/** From what a table says to what this plan does. */
function deedOf({ does, offers }: Standing, judged: readonly Judged[], deeds: Deeds): Pick<Draft, 'action' | 'proposal'> {
  const deed = (what: Standing['offers']): PlanRow['proposal'] => (what === 'bring' ? brought(judged, deeds) : what === 'create' ? 'createInXledger' : 'none');
  const proposal = deed(offers);
  if (does === 'wait') return { action: 'decide', proposal };
  const { createIn } = deeds.input.policy;
  return { action: does === 'create' && createIn !== 'xledger' && createIn !== 'both' ? 'none' : deed(does), proposal };
}

/** `link` also where there is only something to remember: else the next run would not know who moved (R20). */
function brought(judged: readonly Judged[], { link, humaId, employee, comparison, input: { policy }, at }: Deeds): PlanRow['proposal'] {
  if (judged.some(({ verdict }) => verdict.wins !== 'none')) return 'update';
  if (!employee || !comparison) return 'none';
  const ids = { employeeDbId: employee.dbId, contactDbId: employee.contact?.dbId ?? null, subledgerDbId: employee.subledger?.dbId ?? null };
  const next = linked({ connection: policy.connection, humaId, at }, ids, memoryOf(comparison, link).baseline, link);
  return link && sameLink(link, next) ? 'none' : 'link';
}

/** What the link remembers when nothing is written, and Huma's fingerprint of each field that differs. */
function memoryOf(comparison: PersonComparison | undefined, link: Link | undefined): PlanRow['remembers'] {
  if (!comparison) return { baseline: link?.baseline ?? {}, differing: {} };
  const differing = new Set(comparison.differences.flatMap(({ fields }) => fields));
  return {
    baseline: remember(link?.baseline ?? {}, comparison, NOTHING),
    differing: Object.fromEntries([...differing].flatMap((field) => { const print = comparison.fields.get(field)?.print; return print ? [[field, print]] : []; })),
  };
}

const NOTHING = { stuck: new Set<string>(), fell: new Set<string>() };

function ofUnread({ humaId, name, says }: Unread, { sides }: Making): Draft {
  const found = sides.found.get(humaId) ?? { kind: 'none' };
  const employee = 'employeeDbId' in found ? sides.employees.get(found.employeeDbId) : undefined;
  const standing = standingOfUser({ held: 'unread', match: found.kind, waits: 'no', values: 'notCompared', creatable: 'no' });
  return {
    situation: standing.situation, action: 'none', proposal: 'none', why: standing.why, humaId, employee,
    name: name ?? (employee ? nameOf(employee) : null), employmentId: employee?.code ?? null,
    evidence: { by: found.kind === 'matched' || found.kind === 'possible' ? found.by : null, agrees: [], disagrees: [], candidates: candidatesOf(found, sides) },
    judged: [], newcomer: {}, attention: [{ code: 'humaUnavailable', says: `${says.replace(/\.?$/, '.')} Nothing is written for this person; run the comparison again later.` }], notCompared: [],
    remembers: memoryOf(undefined, sides.linkOf.get(humaId)),
  };
}

function ofEmployee(employee: XledgerEmployee, making: Making): Draft {
  const { input, sides, at } = making;
  const { policy, reading } = input;
  const standingFact = employeeStanding(employee, making);
  const isOffered = standingFact === 'unknownToHuma' || standingFact === 'deletedInHuma';
  const fields = [...new Set([...policy.fields, ...NEEDED_TO_CREATE])];
  const read = isOffered ? personFrom(valuesOf(employee), reading) : undefined;
  const person = read ? withoutClear(onlyFields(read.person, fields)) : {};
  const missing = read ? NEEDED_TO_CREATE.filter((field) => !person[field] && !read.problems.some((problem) => problem.field === field)) : [];
  const taken = read ? takenBy(person, { key: '', ownDbId: employee.dbId }, sides) : [];
  const isCreatable = read !== undefined && NEEDED_TO_CREATE.every((field) => person[field]) && taken.length === 0;
  const standing = standingOfEmployee({ standing: standingFact, creatable: isCreatable ? 'yes' : 'no' });
  const mayCreate = policy.createIn === 'huma' || policy.createIn === 'both';
  return {
    situation: standing.situation,
    action: standing.does === 'wait' ? 'decide' : standing.does === 'create' && mayCreate ? 'createInHuma' : 'none',
    proposal: standing.offers === 'create' ? 'createInHuma' : 'none',
    why: standing.why,
    humaId: null,
    employee,
    name: nameOf(employee),
    employmentId: employee.code,
    evidence: { by: null, agrees: [], disagrees: [], candidates: [] },
    judged: [],
    newcomer: isCreatable ? person : {},
    attention: distinct([
      ...aboutEmployee({ employee, standing: standingFact }, sides),
      ...(mayCreate || standingFact === 'deletedInHuma' ? [...(read?.problems ?? []).filter(({ field }) => !field || fields.includes(field)), ...missing.map((field) => ({ code: 'missing' as const, field, side: 'xledger' as const })), ...taken].map(attentionOf) : []),
      ...(isOffered ? duplicateAttention(making.inXledger.get(employee.dbId), 'xledger', (key) => nameOfEmployee(key, sides)) : []),
    ]),
    notCompared: [],
    remembers: { baseline: {}, differing: {} },
  };

  function employeeStanding(one: XledgerEmployee, { sides: { notVisible, tombstones } }: Making): EmployeeFacts['standing'] {
    if (notVisible.has(one.dbId)) return 'notVisible';
    if (policy.ownerDbId !== null && one.ownerDbId !== null && one.ownerDbId !== policy.ownerDbId) return 'otherEntity';
    if (isClosed(one, at.slice(0, 10))) return 'closed';
    return tombstones.has(one.dbId) ? 'deletedInHuma' : 'unknownToHuma';
  }
}

const withoutClear = (person: Person): Person => Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null && value !== undefined)) as Person;

/** Values of somebody who is to be created and that belong to others already (R28). */
function takenBy(person: Person, own: { key: string; ownDbId: string | null }, { unique }: Sides) {
  return FIELDS.filter(({ key }) => isUnique(key)).flatMap(({ key }) => {
    const others = unique.holders(key, person[key], own);
    return others.length > 0 ? [{ field: key, code: 'taken' as const, detail: others.map(({ says }) => says).join(', ') }] : [];
  });
}

/** What speaks for and against one person, where both sides say it (R11: never matched by). */
function likeness(person: Person, employee: XledgerEmployee | undefined, { reading }: PlanInput): { agrees: FieldKey[]; disagrees: FieldKey[] } {
  if (!employee) return { agrees: [], disagrees: [] };
  const there: { readonly [K in FieldKey]?: unknown } = { email: employee.contact?.email || employee.subledger?.email, employmentId: employee.code, givenName: employee.contact?.firstName, familyName: employee.contact?.lastName, birthDate: employee.contact?.birthday };
  const said = EVIDENCE.filter((field) => person[field] && there[field]);
  const agrees = said.filter((field) => {
    if (person[field] === there[field]) return true;
    const { value } = readValue(field, there[field], reading, 'xledger');
    return value !== null && value !== undefined && kindOf(field).same(person[field] as never, value as never, reading);
  });
  return { agrees, disagrees: said.filter((field) => !agrees.includes(field)) };
}

const EVIDENCE = ['email', 'employmentId', 'givenName', 'familyName', 'birthDate'] as const satisfies readonly FieldKey[];

function candidatesOf(found: Match, sides: Sides): Candidate[] {
  const dbIds = found.kind === 'ambiguous' ? found.candidates : 'employeeDbId' in found && SITUATION_OF[found.kind] === 'possibleMatch' ? [found.employeeDbId] : [];
  return [...dbIds].sort().map((employeeDbId) => {
    const employee = sides.employees.get(employeeDbId);
    return { employeeDbId, employmentId: employee?.code ?? null, name: employee ? nameOf(employee) : null, email: employee?.contact?.email || employee?.subledger?.email || null };
  });
}

const nameOfUser = (humaId: string, { userOf }: Sides): string => {
  const user = userOf.get(humaId);
  return (user && shortName(user.person)) ?? 'somebody without a name';
};

const nameOfEmployee = (dbId: string, { employees }: Sides): string => {
  const employee = employees.get(dbId);
  return [employee?.code ? `employee ${employee.code}` : `the employee with Xledger ID ${dbId}`, employee && nameOf(employee)].filter(Boolean).join(', ');
};

function duplicateAttention(duplicates: ReturnType<Duplicates['get']>, side: 'huma' | 'xledger', nameOfOther: (key: string) => string): Attention[] {
  return (duplicates ?? []).map(({ field, others }) => ({
    code: 'duplicate',
    field,
    says: `${fieldOf(field).label} is the same as that of ${others.map(nameOfOther).join('; ')} in ${side === 'huma' ? 'Huma' : 'Xledger'}, and no two people may share it. Correct it where it is wrong.`,
  }));
}

const distinct = (attention: readonly Attention[]): Attention[] => [...new Map(attention.map((one) => [`${one.code}:${one.field ?? ''}:${one.says}`, one])).values()];

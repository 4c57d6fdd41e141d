/** Rows before they are numbered, sealed and signed: values are still plain, so a draft never leaves memory. */
import type { FieldKey, Person, Problem } from '../../../person';
import type { HumaUser } from '../../../huma';
import type { XledgerEmployee } from '../../../xledger';
import { compare, newPersonOf, remember, type PersonComparison } from '../../compare';
import { decide, factsOf, type FactPolicy } from '../../decide';
import { linked, sameLink } from '../../link';
import type { Match } from '../../match';
import { shortName } from '../../report';
import type { Baseline, Link, Situation } from '../../types';
import type { Attention, Candidate, PlanAction, PlanRow } from '../types';
import { aboutMatch, aboutUser } from './attention';
import { attentionOf, judge, type Judged } from './differences';
import { duplicatesInHuma, duplicatesInXledger, type Duplicates } from './duplicates';
import { ofEmployee } from './employees';
import { candidatesOf, distinct, duplicateAttention, likeness, nameOfEmployee, nameOfUser, NOTHING, takenBy } from './evidence';
import type { PlanInput, Unread } from './input';
import { nameOf, sameEmploymentId, type Sides } from './sides';
import { standingOfUser, type Standing, type UserFacts } from './situations';
import { creates } from './winners';

export interface Draft {
  situation: Situation;
  action: PlanAction;
  proposal: PlanRow['proposal'];
  why: string;
  humaId: string | null;
  employee?: XledgerEmployee;
  name: string | null;
  employmentId: string | null;
  evidence: { by: PlanRow['evidence']['by']; agrees: readonly FieldKey[]; disagrees: readonly FieldKey[]; candidates: readonly Candidate[] };
  judged: readonly Judged[];
  /** Who is to be created. */
  newcomer: Person;
  attention: readonly Attention[];
  notCompared: readonly FieldKey[];
  remembers: PlanRow['remembers'];
}

/** One draft for each user, and one for each employee whom no user's draft speaks of. */
export function drafts(input: PlanInput, sides: Sides): Draft[] {
  const making: Making = {
    input,
    sides,
    at: new Date(input.now).toISOString(),
    asked: askedOf(input.policy),
    inHuma: duplicatesInHuma(sides.users, input.policy.fields, input.reading),
    inXledger: duplicatesInXledger(sides.employees, input.policy.fields, input.reading),
  };
  const ofUsers = [...sides.users.map((user) => ofUser(user, making)), ...sides.unread.map((one) => ofUnread(one, making))];
  const spokenOf = new Set<string>();
  for (const { employee, evidence } of ofUsers) {
    if (employee) spokenOf.add(employee.dbId);
    for (const { employeeDbId } of evidence.candidates) spokenOf.add(employeeDbId);
  }
  for (const employee of sides.employees.values()) if (!spokenOf.has(employee.dbId)) ofUsers.push(ofEmployee(employee, making));
  return ofUsers;
}

/** What all drafts of a plan are made with. */
export interface Making {
  input: PlanInput;
  sides: Sides;
  at: string;
  asked: FactPolicy;
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
  const pair = employee && comparison ? judge(user, employee, comparison, input, sides, isLocked) : { judged: NOTHING, attention: NOTHING };
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
  const remembers = memoryOf(comparison, link);
  const { action, proposal } = deedOf(standing, pair.judged, { making, link, humaId, employee, comparison, baseline: remembers.baseline });
  const { agrees, disagrees } = likeness(person, employee, input);
  return {
    action,
    proposal,
    situation: standing.situation,
    why: standing.why,
    humaId,
    employee,
    name: shortName(person) ?? (employee ? nameOf(employee) : null),
    employmentId: person.employmentId ?? employee?.code ?? null,
    evidence: { by: byOf(found), agrees, disagrees, candidates: candidatesOf(found, sides) },
    judged: pair.judged,
    newcomer: newcomer?.missing.length === 0 ? newcomer.person : NOBODY,
    attention: distinct([
      aboutUser({ user, held, found, facts, link, comparison, employee, today: making.at.slice(0, 10) }, sides, input.policy),
      aboutMatch(found, facts, sides),
      newcomer && !isLocked ? [...newcomer.problems, ...newcomer.missing.map((field) => ({ code: 'missing' as const, field })), ...taken].map(attentionOf) : NOTHING,
      isLocked ? NOTHING : problemsOf(user, comparison, input.policy.fields).map(attentionOf),
      pair.attention,
      isLocked ? NOTHING : duplicateAttention(making.inHuma.get(humaId), 'huma', (key) => nameOfUser(key, sides)),
      isLocked || !employee ? NOTHING : duplicateAttention(making.inXledger.get(employee.dbId), 'xledger', (key) => nameOfEmployee(key, sides)),
    ]),
    notCompared: user.unreadable.length === 0 ? NOTHING : user.unreadable.filter((field) => input.policy.fields.includes(field)),
    remembers,
  };
}

/** What is wrong with the fields that are switched on, and with the e-mail. */
function problemsOf({ problems }: HumaUser, comparison: PersonComparison | undefined, fields: readonly FieldKey[]): readonly Problem[] {
  const compared = comparison?.problems ?? NOTHING;
  return problems.length === 0 ? compared : [...problems.filter(({ field }) => !field || fields.includes(field) || field === 'email'), ...compared];
}

/** As somebody who asks by hand would be answered (section G): the same table as for events. */
const askedOf = ({ groupId, employmentIdCounts }: PlanInput['policy']): FactPolicy => ({ active: true, dryRun: false, autoAdd: true, groupId, matchBy: employmentIdCounts ? ['email', 'employmentId'] : ['email'] });

function heldOf(user: HumaUser, link: Link | undefined, { asked, sides }: Making): UserFacts['held'] {
  if (sides.contradictory.has(user.humaId)) return 'contradictory';
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

interface Deeds {
  making: Making;
  /** What the link would remember. */
  baseline: Link['baseline'];
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
  return { action: does === 'create' && !creates(deeds.making.input.policy, 'xledger') ? 'none' : deed(does), proposal };
}

/** `link` also where there is only something to remember: else the next run would not know who moved (R20). */
function brought(judged: readonly Judged[], { link, humaId, employee, comparison, baseline, making: { input: { policy }, at } }: Deeds): PlanRow['proposal'] {
  if (judged.some(({ verdict }) => verdict.wins !== 'none')) return 'update';
  if (!employee || !comparison) return 'none';
  const ids = { employeeDbId: employee.dbId, contactDbId: employee.contact?.dbId ?? null, subledgerDbId: employee.subledger?.dbId ?? null };
  const next = linked({ connection: policy.connection, humaId, at }, ids, baseline, link);
  return link && sameLink(link, next) ? 'none' : 'link';
}

/** What the link remembers when nothing is written, and Huma's fingerprint of each field that differs. */
function memoryOf(comparison: PersonComparison | undefined, link: Link | undefined): PlanRow['remembers'] {
  if (!comparison) return { baseline: link?.baseline ?? {}, differing: {} };
  const baseline = remember(link?.baseline ?? {}, comparison, NOT_APPLIED);
  if (comparison.differences.length === 0) return { baseline, differing: NO_PRINTS };
  const differing = new Set(comparison.differences.flatMap(({ fields }) => fields));
  return {
    baseline,
    differing: { whole: comparison.wholeOf?.(comparison.compared ?? []), ...Object.fromEntries([...differing].flatMap((field) => { const print = comparison.fields.get(field)?.print; return print ? [[field, print]] : []; })) },
  };
}

const byOf = (found: Match): PlanRow['evidence']['by'] => ('by' in found ? found.by : null);

const NOT_APPLIED = { stuck: new Set<string>(), fell: new Set<string>() };
const NOBODY: Person = {};
const NO_PRINTS: Baseline = {};

function ofUnread({ humaId, name, says }: Unread, { sides }: Making): Draft {
  const found = sides.found.get(humaId) ?? { kind: 'none' };
  const employee = 'employeeDbId' in found ? sides.employees.get(found.employeeDbId) : undefined;
  const standing = standingOfUser({ held: 'unread', match: found.kind, waits: 'no', values: 'notCompared', creatable: 'no' });
  return {
    situation: standing.situation, action: 'none', proposal: 'none', why: standing.why, humaId, employee,
    name: name ?? (employee ? nameOf(employee) : null), employmentId: employee?.code ?? null,
    evidence: { by: byOf(found), agrees: [], disagrees: [], candidates: candidatesOf(found, sides) },
    judged: [], newcomer: {}, attention: [{ code: 'humaUnavailable', says: `${says.replace(/\.?$/, '.')} Nothing is written for this person; run the comparison again later.` }], notCompared: [],
    remembers: memoryOf(undefined, sides.linkOf.get(humaId)),
  };
}

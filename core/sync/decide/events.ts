/** What an event, a link and the state of a user allow: section G of the sync rules as one table, read from top to bottom. */
import { keepsFromSync } from '../../person';
import type { HumaUser } from '../../huma';
import type { HumaEvent, Ask, Link, Policy, ReasonCode } from '../types';

/** What is decided before Xledger is asked anything. */
export type Decision =
  /** A linked person: compare, and write what changed in Huma (R19, R20). */
  | { does: 'update' }
  /** A new person while people are added by themselves (R9). */
  | { does: 'add' }
  /** Somebody asked for an unlinked person by hand: match, and then as the policy says. */
  | { does: 'match' }
  /** Nothing is written. The link may change all the same. */
  | { does: 'settle'; code: ReasonCode; link?: 'remember' | 'bury' | 'forget' };

/** All that the table looks at. */
export interface Facts {
  writing: 'allowed' | 'notActivated';
  event: HumaEvent | 'byHand';
  link: 'none' | Exclude<Link['state'], 'forgotten'>;
  source: 'user' | 'notVisible' | 'unavailable';
  type: 'user' | 'other';
  active: 'yes' | 'no';
  group: 'inside' | 'outside' | 'unknown';
  autoAdd: 'on' | 'off';
  /** What is missing of the required fields (R16); for a linked person only an e-mail that is known to be empty or unusable. */
  missing: 'nothing' | 'email' | 'names';
}

/** What of a policy the facts depend on. */
export type FactPolicy = Pick<Policy, 'active' | 'dryRun' | 'autoAdd' | 'groupId' | 'matchBy'>;

export interface Rule {
  rule: string;
  when: { readonly [F in keyof Facts]?: readonly Facts[F][] };
  then: Decision;
}

const settle = (code: ReasonCode, link?: 'remember' | 'bury' | 'forget'): Decision => (link ? { does: 'settle', code, link } : { does: 'settle', code });

/** The first row that fits decides. A fact that is not named may be anything. */
export const RULES: readonly Rule[] = [
  { rule: 'R6', when: { writing: ['notActivated'] }, then: settle('notActivated') },
  { rule: 'R25', when: { event: ['deleted'], link: ['linked', 'pending', 'creating'] }, then: settle('deletedInHuma', 'bury') },
  { rule: 'R25', when: { event: ['deleted'] }, then: settle('deletedInHuma') },
  { rule: 'R26', when: { link: ['deleted'] }, then: settle('deletedInHuma') },
  { rule: 'R23', when: { source: ['unavailable'] }, then: settle('humaUnavailable') },
  { rule: 'R27', when: { source: ['notVisible'] }, then: settle('notVisibleInHuma') },
  { rule: 'R5', when: { type: ['other'] }, then: settle('notAUser') },
  { rule: 'R24', when: { active: ['no'] }, then: settle('locked') },
  { rule: 'R5', when: { link: ['linked'], group: ['outside'] }, then: settle('outsideGroup') },
  { rule: 'R16', when: { link: ['linked'], missing: ['email'] }, then: settle('requiredMissing') },
  { rule: 'R19', when: { link: ['linked'] }, then: { does: 'update' } },
  { rule: 'R5', when: { event: ['byHand'], group: ['outside', 'unknown'] }, then: settle('outsideGroup') },
  { rule: 'R16', when: { event: ['byHand'], missing: ['email'] }, then: settle('requiredMissing') },
  { rule: 'R11', when: { event: ['byHand'] }, then: { does: 'match' } },
  { rule: 'R9', when: { link: ['pending', 'creating'], autoAdd: ['off'] }, then: settle('autoAddOff', 'forget') },
  { rule: 'R7', when: { event: ['created'], autoAdd: ['off'] }, then: settle('autoAddOff') },
  { rule: 'G', when: { event: ['changed', 'exported', 'unknown'], link: ['none'] }, then: settle('manualSyncWillOffer') },
  { rule: 'R9.3', when: { group: ['outside', 'unknown'] }, then: settle('pending', 'remember') },
  { rule: 'R9.3', when: { missing: ['email', 'names'] }, then: settle('pending', 'remember') },
  { rule: 'R9', when: {}, then: { does: 'add' } },
];

/** What is to be done about one person, and the rule that says so. */
export function decide(facts: Facts): Decision & { rule: string } {
  // The last row fits everything.
  return TESTS.find(({ facts: when }) => when.every(([fact, values]) => values.includes(facts[fact])))?.decision ?? { does: 'add', rule: 'R9' };
}

/** Reads the facts of one ask. Previews work on a connection that is not activated (R3). */
export function factsOf(ask: Pick<Ask, 'event' | 'source'>, link: Link | undefined, policy: FactPolicy): Facts {
  const user = ask.source.kind === 'user' ? ask.source.user : undefined;
  const state = link?.state === 'forgotten' ? undefined : link?.state;
  return {
    writing: policy.active || policy.dryRun ? 'allowed' : 'notActivated',
    event: ask.event ?? 'byHand',
    link: state ?? 'none',
    source: ask.source.kind === 'gone' ? 'notVisible' : ask.source.kind,
    type: !user || user.type === 'user' ? 'user' : 'other',
    active: user?.active === false ? 'no' : 'yes',
    group: groupOf(user?.groups, policy.groupId),
    autoAdd: policy.autoAdd ? 'on' : 'off',
    missing: user ? missingOf(user, state === 'linked', policy) : 'nothing',
  };
}

/** The table with its conditions listed once: it is asked for everyone of a full sync. */
const TESTS = RULES.map(({ rule, when, then }) => ({ decision: { ...then, rule }, facts: Object.entries(when) as [keyof Facts, readonly string[]][] }));

function groupOf(groups: readonly string[] | undefined, wanted: string | undefined): Facts['group'] {
  if (!wanted) return 'inside';
  if (!groups) return 'unknown';
  return groups.includes(wanted) ? 'inside' : 'outside';
}

function missingOf({ person, problems }: Pick<HumaUser, 'person' | 'problems'>, isLinked: boolean, policy: FactPolicy): Facts['missing'] {
  if (isLinked) return person.email === null || problems.some(keepsFromSync) ? 'email' : 'nothing';
  const findable = person.email || (person.email === undefined && policy.matchBy.includes('employmentId') && person.employmentId);
  if (!findable) return 'email';
  return person.givenName && person.familyName ? 'nothing' : 'names';
}

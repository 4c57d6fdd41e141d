/** What a person's row is, what is done about it, and what somebody may decide: two tables, read from top to bottom. Pure. */
import { SITUATION_OF } from '../../decide';
import type { Situation } from '../../types';

/** What is known of a user of Huma who is planned for. */
export interface UserFacts {
  /** Why nothing may be done for this user at all. */
  held: 'no' | 'locked' | 'outsideGroup' | 'requiredMissing' | 'contradictory' | 'unread' | 'deleted';
  match: keyof typeof SITUATION_OF;
  /** `firstMatch`: found by e-mail alone, and that is to be confirmed. `linkGone`: the employee of the link is no longer there. */
  waits: 'no' | 'firstMatch' | 'linkGone';
  values: 'equal' | 'different' | 'notCompared';
  creatable: 'yes' | 'no';
}

/** What is known of an employee whom no user of Huma claims. */
export interface EmployeeFacts {
  standing: 'notVisible' | 'otherEntity' | 'closed' | 'perhapsClosed' | 'deletedInHuma' | 'unknownToHuma';
  creatable: 'yes' | 'no';
}

/** `bring`: link the pair and write the differences that somebody wins. */
export type Deed = 'nothing' | 'bring' | 'create';

export interface Standing {
  situation: Situation;
  /** Done by itself, or only when somebody says so. */
  does: Deed | 'wait';
  /** What saying so does. */
  offers: Deed;
  why: string;
}

interface Rule<Facts> {
  rule: string;
  when: { readonly [F in keyof Facts]?: readonly Facts[F][] };
  then: Standing;
}

const report = (situation: Situation, why: string): Standing => ({ situation, does: 'nothing', offers: 'nothing', why });
const wait = (situation: Situation, offers: Deed, why: string): Standing => ({ situation, does: 'wait', offers, why });
const go = (situation: Situation, does: Deed, why: string): Standing => ({ situation, does, offers: does, why });

/** The first row that fits decides. A fact that is not named may be anything. */
export const USER_RULES: readonly Rule<UserFacts>[] = [
  { rule: 'R23', when: { held: ['unread'] }, then: report('invalid', 'Huma could not be read for this person.') },
  { rule: 'R12', when: { held: ['contradictory'] }, then: report('invalid', 'Huma says two different things of this person.') },
  { rule: 'R24', when: { held: ['locked'] }, then: report('locked', 'Deactivated in Huma, and therefore locked: nothing is written in either direction.') },
  { rule: 'R5', when: { held: ['outsideGroup'] }, then: report('locked', "Not in this connection's group in Huma: nothing is written in either direction.") },
  { rule: 'R16', when: { held: ['requiredMissing'] }, then: report('invalid', 'Has no usable e-mail address in Huma, and nobody is synced without one.') },
  { rule: 'R11', when: { match: ['ambiguous'] }, then: report(SITUATION_OF.ambiguous, 'It is not clear who this is on the other side: nothing is written or created.') },
  { rule: 'R27', when: { match: ['tombstoned'] }, then: wait(SITUATION_OF.tombstoned, 'bring', 'May be a person coming back: somebody has to say whether it is the same one.') },
  { rule: 'R11', when: { match: ['possible'] }, then: wait(SITUATION_OF.possible, 'bring', 'Same employment ID, another e-mail: somebody has to say whether it is the same person.') },
  { rule: 'R12', when: { match: ['matched'], waits: ['linkGone'] }, then: wait('possibleMatch', 'bring', 'Was linked with an employee whom Xledger no longer shows; this one has the same e-mail or employment ID.') },
  { rule: 'R11', when: { match: ['matched'], waits: ['firstMatch'] }, then: wait('possibleMatch', 'bring', 'Found by the e-mail alone, for the first time: it waits until somebody says that it is the same person.') },
  { rule: 'R13', when: { match: ['matched'], values: ['different'] }, then: go('different', 'bring', 'Values differ between Huma and Xledger.') },
  { rule: 'R13', when: { match: ['matched'] }, then: go(SITUATION_OF.matched, 'bring', 'Everything that is compared is equal.') },
  { rule: 'R16', when: { creatable: ['no'] }, then: report('invalid', 'Is not in Xledger, and cannot be created there as it stands.') },
  { rule: 'R12', when: { waits: ['linkGone'] }, then: wait(SITUATION_OF.none, 'create', 'Was linked with an employee whom Xledger no longer shows: created again only when somebody says so.') },
  { rule: 'R26', when: { held: ['deleted'] }, then: wait(SITUATION_OF.none, 'create', 'Was deleted in Huma and is there again: created only when somebody says so.') },
  { rule: 'R15', when: {}, then: go(SITUATION_OF.none, 'create', 'Is in Huma and not in Xledger.') },
];

export const EMPLOYEE_RULES: readonly Rule<EmployeeFacts>[] = [
  { rule: 'R27', when: { standing: ['notVisible'] }, then: report('onlyInXledger', 'Is linked with a user whom Huma does not show now, which is not taken for a deletion.') },
  { rule: 'U15', when: { standing: ['otherEntity'] }, then: report('onlyInXledger', 'Belongs to another company in Xledger than this connection.') },
  { rule: 'R15', when: { standing: ['closed'] }, then: report('onlyInXledger', 'Has left according to Xledger: not offered to Huma.') },
  { rule: 'R16', when: { creatable: ['no'] }, then: report('onlyInXledger', 'Is not in Huma, and cannot be created there as it stands.') },
  { rule: 'U27', when: { standing: ['perhapsClosed'] }, then: wait('onlyInXledger', 'create', 'This Xledger does not show when an employment ends: created in Huma only when somebody says that this person has not left.') },
  { rule: 'R26', when: { standing: ['deletedInHuma'] }, then: wait('onlyInXledger', 'create', 'Was deleted in Huma: created there again only when somebody says so.') },
  { rule: 'R15', when: {}, then: go('onlyInXledger', 'create', 'Is in Xledger and not in Huma.') },
];

export const standingOfUser = standing(USER_RULES);
export const standingOfEmployee = standing(EMPLOYEE_RULES);

function standing<Facts extends object>(rules: readonly Rule<Facts>[]): (facts: Facts) => Standing {
  const tests = rules.map(({ when, then }) => ({ facts: Object.keys(when) as (keyof Facts)[], when, then }));
  // The last row fits everything.
  return (facts) => tests.find((test) => test.facts.every((fact) => test.when[fact]?.includes(facts[fact])))?.then ?? report('invalid', '');
}

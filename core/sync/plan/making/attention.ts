/** What somebody has to look at, in the words of payroll people: what was seen, what is not done, what to do. */
import type { HumaUser } from '../../../huma';
import type { XledgerEmployee } from '../../../xledger';
import type { PersonComparison } from '../../compare';
import { fieldOf } from '../../../person';
import type { Ambiguity, Match } from '../../match';
import { list } from '../../report';
import type { Link } from '../../types';
import type { Attention, PlanPolicy } from '../types';
import { isClosed, namedIn, type Sides } from './sides';
import type { EmployeeFacts, UserFacts } from './situations';

interface AboutUser {
  user: HumaUser;
  held: UserFacts['held'];
  found: Match;
  facts: UserFacts;
  link?: Link;
  comparison?: PersonComparison;
  employee?: XledgerEmployee;
  /** `YYYY-MM-DD`. */
  today: string;
}

/** What is odd about the user or about the pair. */
export function aboutUser(about: AboutUser, sides: Sides, policy: PlanPolicy): Attention[] {
  const remarks: Attention[] = [];
  for (const { code, says } of REMARKS) {
    const said = says(about, sides, policy);
    if (said) remarks.push({ code, says: said });
  }
  return remarks;
}

interface Remark {
  code: string;
  says(about: AboutUser, sides: Sides, policy: PlanPolicy): string | undefined;
}

const REMARKS: readonly Remark[] = [
  {
    code: 'contradictory',
    says: ({ held }) => (held === 'contradictory' ? 'The people who were handed over hold this user twice, with different values. Nothing is written; find out which of the two is right.' : undefined),
  },
  {
    code: 'requiredMissing',
    says: ({ held }) => (held === 'requiredMissing' ? 'E-mail is missing in Huma, or not usable, and nobody is compared or written without one. Correct it there, and the person follows.' : undefined),
  },
  {
    code: 'outsideGroup',
    says: ({ held, link }) => (held === 'outsideGroup' && link ? "The linked user is no longer in this connection's group in Huma. Nothing is written and nothing is ended in Xledger; it resumes when they return to the group." : undefined),
  },
  {
    code: 'lockedChanged',
    says({ held, comparison }) {
      if (held !== 'locked') return undefined;
      const moved = (comparison?.differences ?? []).filter((difference) => difference.moved === 'changedInXledger' || difference.moved === 'changedInBoth');
      if (moved.length === 0) return undefined;
      return `Deactivated in Huma, and changed in Xledger since the last sync: ${list(labels(moved))}. Nothing is written while the user is locked; check whether the change in Xledger is meant, or reactivate the user.`;
    },
  },
  {
    code: 'linkedEmployeeGone',
    says({ user }, { gone }) {
      const link = gone.get(user.humaId);
      return link && `The employee that this person was linked with (Xledger ID ${link.employeeDbId ?? ''}) is no longer shown by Xledger. Look for them there, also among closed employees; only then let them be created again.`;
    },
  },
  {
    code: 'closedInXledger',
    says: ({ held, employee, today, facts }) => (held === 'no' && facts.match === 'matched' && employee && isClosed(employee, today) ? 'Has left according to Xledger, and is active in Huma. If they have come back, correct the employment dates in Huma; if not, deactivate the user there.' : undefined),
  },
  {
    code: 'twoIntegrations',
    says: ({ user }) => (user.otherXledgerLink ? "Huma's own integration with Xledger seems to be connected for this user. Two integrations would write the same fields: switch one of them off." : undefined),
  },
];

/** What is not clear about who somebody is. */
export function aboutMatch(found: Match, { waits }: UserFacts, sides: Sides): Attention[] {
  if (found.kind === 'ambiguous') return [{ code: found.why, says: AMBIGUITIES[found.why](list(found.candidates.map((dbId) => namedIn(sides, dbId)).sort())) }];
  if (found.kind === 'none' || (found.kind === 'matched' && waits !== 'firstMatch')) return [];
  const there = namedIn(sides, found.employeeDbId);
  if (found.kind === 'tombstoned') return [{ code: 'tombstoned', says: `Employee ${there} belonged to a user who was deleted in Huma, and has the same e-mail or employment ID. Decide whether this is the same person coming back; until then nothing is written or created.` }];
  if (found.kind === 'possible') return [{ code: 'possibleMatch', says: `Employee ${there} has the same employment ID, and another e-mail. Decide whether they are the same person; until then nothing is written or created.` }];
  return [{ code: 'firstMatch', says: `Found as employee ${there} by the e-mail alone. Decide whether they are the same person; afterwards the pair is remembered.` }];
}

const AMBIGUITIES: Readonly<Record<Ambiguity, (candidates: string) => string>> = {
  severalInXledger: (candidates) => `More than one employee in Xledger may be this person: ${candidates}. Nothing is written for any of them. Correct the e-mail or the employment ID where it is wrong.`,
  severalInHuma: (candidates) => `More than one user in Huma says to be this person${candidates === 'nothing' ? '' : ` (employee ${candidates} in Xledger)`}: they share an e-mail, an employment ID or a link. Correct it in Huma, or deactivate and remove the surplus user.`,
  keysDisagree: (candidates) => `The e-mail points at one employee in Xledger and the employment ID at another: ${candidates}. Nothing is written for either. Correct the one that is wrong.`,
  linkedToAnother: (candidates) => `Employee ${candidates} in Xledger is linked with another user in Huma already. Correct the e-mail or the employment ID, or remove the old link.`,
  anotherEntity: (candidates) => `Employee ${candidates} belongs to another company in Xledger than this connection writes to. Nothing is written or created; use the connection of that company.`,
};

/** What is odd about an employee whom no user claims. */
export function aboutEmployee({ employee, standing }: { employee: XledgerEmployee; standing: EmployeeFacts['standing'] }, { tombstones }: Sides): Attention[] {
  if (standing === 'notVisible') return [{ code: 'notVisibleInHuma', says: 'The user that this employee is linked with was not among those read from Huma. That is not taken for a deletion: check what the API key may see, and which group was read.' }];
  if (standing !== 'deletedInHuma') return [];
  const since = hoursSince(tombstones.get(employee.dbId)?.changedAt, employee.modifiedAt);
  return [
    { code: 'deletedInHuma', says: 'The user was deleted in Huma. Xledger is left as it is: end the employee there by hand if they have left, or let them be created in Huma again.' },
    ...(since > 0 ? [{ code: 'changedInXledgerSince', says: `The employee ${since > HOURS_AHEAD ? 'was' : 'may have been'} changed in Xledger after the deletion in Huma. Look at both before anything is created.` }] : []),
  ];
}

/** Xledger's times name no zone: they are as much ahead of ours as Norway's clocks may be, or not at all (U20). */
const HOURS_AHEAD = 2;

const hoursSince = (deletedAt: string | undefined, modifiedAt: string | null): number => (Date.parse(`${(modifiedAt ?? '').slice(0, 19)}Z`) - Date.parse(deletedAt ?? '')) / 3_600_000;

const labels = (differences: PersonComparison['differences']): string[] => [...new Set(differences.flatMap(({ fields }) => fields))].map((field) => fieldOf(field).label);

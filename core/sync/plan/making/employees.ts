/** The draft of an employee whom no user of Huma claims: offered to Huma, or why not. */
import { personFrom, valuesOf, type Person } from '../../../person';
import type { XledgerEmployee } from '../../../xledger';
import { NEEDED_TO_CREATE, onlyFields } from '../../compare';
import { aboutEmployee } from './attention';
import { attentionOf } from './differences';
import type { Draft, Making } from './drafts';
import { distinct, duplicateAttention, nameOfEmployee, takenBy } from './evidence';
import { isClosed, nameOf } from './sides';
import { standingOfEmployee, type EmployeeFacts } from './situations';
import { creates } from './winners';

export function ofEmployee(employee: XledgerEmployee, making: Making): Draft {
  const { input, sides } = making;
  const { policy, reading } = input;
  const standingFact = standingFactOf(employee, making);
  const isOffered = standingFact === 'unknownToHuma' || standingFact === 'perhapsClosed' || standingFact === 'deletedInHuma';
  const fields = [...new Set([...policy.fields, ...NEEDED_TO_CREATE])];
  const read = isOffered ? personFrom(valuesOf(employee), reading) : undefined;
  const person = read ? withoutClear(onlyFields(read.person, fields)) : {};
  const missing = read ? NEEDED_TO_CREATE.filter((field) => !person[field] && !read.problems.some((problem) => problem.field === field)) : [];
  const taken = read ? takenBy(person, { key: '', ownDbId: employee.dbId }, sides) : [];
  const isCreatable = NEEDED_TO_CREATE.every((field) => person[field]) && taken.length === 0;
  const standing = standingOfEmployee({ standing: standingFact, creatable: isCreatable ? 'yes' : 'no' });
  const mayCreate = creates(policy, 'huma');
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
      aboutEmployee({ employee, standing: standingFact }, sides),
      mayCreate || standingFact === 'deletedInHuma' ? [...(read?.problems ?? []).filter(({ field }) => !field || fields.includes(field)), ...missing.map((field) => ({ code: 'missing' as const, field, side: 'xledger' as const })), ...taken].map(attentionOf) : [],
      isOffered ? duplicateAttention(making.inXledger.get(employee.dbId), 'xledger', (key) => nameOfEmployee(key, sides)) : [],
    ]),
    notCompared: [],
    remembers: { baseline: {}, differing: {} },
  };
}

function standingFactOf({ dbId, ownerDbId, employmentTo, dateTo, notShown = [] }: XledgerEmployee, { input: { policy }, sides: { notVisible, tombstones }, at }: Making): EmployeeFacts['standing'] {
  if (notVisible.has(dbId)) return 'notVisible';
  if (policy.ownerDbId !== null && ownerDbId !== null && ownerDbId !== policy.ownerDbId) return 'otherEntity';
  if (isClosed({ employmentTo, dateTo }, at.slice(0, 10))) return 'closed';
  if (tombstones.has(dbId)) return 'deletedInHuma';
  return notShown.some((key) => key === 'employee.employmentTo' || key === 'employee.dateTo') ? 'perhapsClosed' : 'unknownToHuma';
}

const withoutClear = (person: Person): Person => Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null && value !== undefined)) as Person;

/** Which rows come in, in which order, and what was decided. */
import { KARI, employees, user } from '../../plan/tenants';
import { World } from '../world';
import { EDITED, everything, MOVED, newEmployee, newUser, pair, people, REREAD, three, waiting, type Scenario } from './building';

export const PLANS: Record<string, Scenario> = {
  'some of everything, backwards': { world: everything, back: true, change: (rows) => rows.reverse() },
  'two people, backwards': { world: three, back: true, change: (rows) => rows.reverse() },
  'some of everything, and Huma looked at again': { world: everything, options: REREAD },
  'edited: to be emptied, what never is': { world: pair(MOVED), options: EDITED, change: (rows) => rows.map((row) => ({ ...row, differences: row.differences.map((each) => (each.target === 'contact.address' ? { ...each, huma: null } : each)) })) },
  'edited: somebody new, with a value emptied': { world: newEmployee(), options: { ...EDITED, ...REREAD }, change: (rows) => rows.map((row) => ({ ...row, values: row.values.map((each) => (each.field === 'jobTitle' ? { ...each, value: null } : each)) })) },
  'edited: a new user, with a value emptied': { world: newUser, options: EDITED, change: (rows) => rows.map((row) => ({ ...row, values: row.values.map((each) => (each.field === 'jobTitle' ? { ...each, value: null } : each)) })) },
  'the plan in another order of its keys': { world: three, change: (rows) => rows.map((row, place) => (place === 1 ? { ...row, plan: Object.fromEntries(Object.entries(row.plan).reverse()) } : row)) },
  'rows of two plans': { world: three, rows: async (world) => [...world.plan(), ...world.plan()] },
  'the same row with two decisions': { world: three, change: ([one, two]) => [one, two, { ...one, decision: 'skip' }] },
  'expired': { world: three, then: (world) => { world.now += 48 * 3_600_000; } },
  'of another Xledger': { world: three, options: { endpoint: 'https://elsewhere.example.com/graphql' } },
  'of another company': { world: three, options: { ownerDbId: '2' } },
  'of a company that is not known by now': { world: three, options: { ownerDbId: null } },
  'of no company': { world: people(1, () => ({ jobTitle: 'Leder' }), () => ({}), { ownerDbId: null }) },
  'two who may be the one': { world: () => new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: KARI }, { dbId: '8', person: KARI }) }) },
  'given backwards': { world: three, change: (rows) => rows.reverse() },
  'one of three, and its limits': { world: three, change: (rows) => rows.slice(1, 2), options: { limits: { updates: { number: 0 } } } },
  'over the limits, by this plan\'s name': { world: three, options: { limits: { updates: { number: 2 } }, override: 'plan-1' } },
  'over the limits': { world: three, options: { limits: { updates: { number: 2 }, bankAccounts: { share: 0.1 } } } },
  'decided: not to be done': { world: three, change: (rows) => rows.map((row, place) => ({ ...row, decision: place === 1 ? 'skip' : null })) },
  'decided: created all the same': { world: newEmployee({ createIn: 'none' }), change: (rows) => rows.map((row) => ({ ...row, decision: 'apply' })) },
  'decided: the other way, and not at all': { world: pair(), change: (rows) => rows.map((row) => ({ ...row, differences: row.differences.map((each) => ({ ...each, decision: each.target === 'contact.jobTitle' ? 'xledger' : each.target === 'contact.birthday' ? 'skip' : null })) })) },
  'waiting, and decided': { world: waiting, change: (rows) => rows.map((row) => ({ ...row, decision: 'apply' })) },
  'waiting, and not decided': { world: waiting },
  'nothing at all': { world: three, change: () => [] },
  'no row, and half a row': { world: three, change: (rows) => ['text', null, { formatVersion: '1.0' }, { ...rows[0], differences: 'none' }, { ...rows[1], row: 'one', humaId: 5, name: 7 }] },
  'twice, altered, unsigned, of another version': { world: three, change: ([one, two, other]) => [one, one, { ...two, name: 'Nobody' }, { ...other, signature: '' }, { ...other, formatVersion: '2.0' }] },
  'some of everything': { world: everything, back: true },
  'some of everything, a dry run': { world: everything, options: { dryRun: true } },
  'some of everything, not activated': { world: everything, options: { active: false } },
  'decided: not to be filled in in Huma': { world: pair({ ...KARI, jobTitle: null, birthDate: null }), change: (rows) => rows.map((row) => ({ ...row, differences: row.differences.map((each) => ({ ...each, decision: each.target === 'contact.jobTitle' ? 'skip' : null })) })) },
};

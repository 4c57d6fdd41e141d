/** Invented people on both sides, for tests of plans. */
import { FIELD_KEYS, keyFrom, type Person } from '../../../core/person';
import { makePlan, type PlanInput, type PlanPolicy, type PlanRow } from '../../../core/sync/plan';
import type { XledgerEmployee } from '../../../core/xledger';
import { KARI as SOMEBODY, OLA as SOMEBODY_ELSE, user } from '../sync/people';
import { likePerson, MemoryXledger } from '../sync/memoryXledger';

export { user };

/** National IDs are Skatteetaten's synthetic ones: month + 80. */
export const KARI: Person = { ...SOMEBODY, nationalId: { number: '01819010028', country: 'NO' } };
export const OLA: Person = { ...SOMEBODY_ELSE, nationalId: { number: '01819010273', country: 'NO' } };

export const NOW = Date.parse('2026-03-01T10:00:00Z');
export const KEYS = { seal: keyFrom('token-of-the-test', 'seal'), signature: keyFrom('token-of-the-test', 'signature'), fingerprint: keyFrom('token-of-the-test', 'fingerprint') };
export const READING = { bankCountry: 'NO', phoneCountry: 'NO' };

export const POLICY: PlanPolicy = {
  connection: 'default', endpoint: 'https://xledger.example.com/graphql', ownerDbId: '1', fields: FIELD_KEYS,
  wins: { general: 'huma', byField: {} }, missing: 'fill', createIn: 'both', firstMatchWaits: false, employmentIdCounts: false, limits: {}, expiresInHours: 24,
};

/** Somebody else than all others. */
export const person = (number: number, more: Person = {}): Person => ({
  ...KARI, email: `person${number}@example.no`, employmentId: String(1000 + number), givenName: `Prøve${number}`, familyName: 'Testesen', phone: `+4799${String(100000 + number)}`, ...more,
});

/** Employees that hold these people as they are. `more` changes records. */
export function employees(...people: { dbId: string; person: Person; more?: (employee: XledgerEmployee) => void }[]): XledgerEmployee[] {
  const memory = new MemoryXledger();
  return people.map(({ dbId, person: like, more }) => {
    const employee = memory.add({ ...likePerson(like), dbId });
    more?.(employee);
    return employee;
  });
}

export const input = (more: Partial<Omit<PlanInput, 'policy'>> & { policy?: Partial<PlanPolicy> } = {}): PlanInput => ({
  users: [], employees: [], links: [], reading: READING, keys: KEYS, now: NOW, planId: 'plan-1', ...more, policy: { ...POLICY, ...more.policy },
});

export const plan = (more: Parameters<typeof input>[0] = {}): ReturnType<typeof makePlan> => makePlan(input(more));

/** The only row there is. */
export function onlyRow(more: Parameters<typeof input>[0]): PlanRow {
  const { rows } = plan(more);
  if (rows.length !== 1 || !rows[0]) throw new Error(`${rows.length} rows: ${rows.map(({ situation }) => situation).join(', ')}`);
  return rows[0];
}

export const codes = ({ attention }: PlanRow): string[] => attention.map(({ code }) => code);

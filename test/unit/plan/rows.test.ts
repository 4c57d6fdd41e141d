// Whatever the two sides hold: each row of the plan, the summary and the report as a whole. Expected: rows.json.
import path from 'node:path';
import { FIELD_KEYS, type Person } from '../../../core/person';
import { requestsFor, reportOf, summaryOf, type PlanPolicy, type PlanRow } from '../../../core/sync/plan';
import { toHtml, toText } from '../../../core/sync/report';
import type { XledgerEmployee } from '../../../core/xledger';
import { approvedIn } from '../../approved';
import { link } from '../sync/people';
import { employees, KARI, OLA, onlyRow, person, plan, user } from './tenants';

const approved = approvedIn(path.join(__dirname, 'rows.json'));

type Given = NonNullable<Parameters<typeof plan>[0]> & { decide?: (row: PlanRow) => PlanRow; override?: string };

const kari = (more: Parameters<typeof user>[2] = {}) => user('h1', KARI, more);
const at = (dbId: string, like: Person, more?: (employee: XledgerEmployee) => void) => ({ dbId, person: like, ...(more && { more }) });
const one = (huma: Person, xledger: Person, policy: Partial<PlanPolicy> = {}, more?: (employee: XledgerEmployee) => void): Given => ({ users: [user('h1', huma)], employees: employees(at('7', xledger, more)), policy });
const baselineOf = (both: Person) => onlyRow({ users: [user('h1', both)], employees: employees(at('7', both)) }).remembers.baseline;
/** Both sides were `before` when they were last equal. */
const since = (before: Person, huma: Person, xledger: Person, policy: Partial<PlanPolicy> = {}): Given => ({ ...one(huma, xledger, policy), links: [link('h1', '7', { baseline: baselineOf(before) })] });
const LEADER: Person = { ...KARI, jobTitle: 'Leder', phone: '+4799000077', birthDate: '1991-03-04' as Person['birthDate'] };
const MOVED: Person = { ...KARI, address: { street: 'Testgatan 1', zipCode: '11122', place: 'Stockholm', country: 'SE' }, bankAccount: { kind: 'national', number: '15030000010', country: 'NO' }, nationalId: { number: '01819010273', country: 'NO' } };
const BACK: Partial<PlanPolicy> = { wins: { general: 'xledger', byField: {} } };
const tombstone = [link('h9', '7', { state: 'deleted', changedAt: '2026-02-01T00:00:00.000Z' })];
const PEOPLE = Array.from({ length: 6 }, (_, number) => person(number));
const LINKED_PEOPLE = PEOPLE.map((_, n) => link(`h${n}`, String(10 + n)));
const SHARED = '+4799000055';
const ENDED = '2020-01-31' as Person['employmentEnd'];
/** The same, each object's keys in the other order. */
const backwards = <T>(value: T): T => (typeof value !== 'object' || value === null || Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, backwards(inner)] as const).reverse()) as T);
const withContact = (given: Partial<XledgerEmployee['contact']>) => ({ contact }: XledgerEmployee): void => { Object.assign(contact ?? {}, given); };
const withSubledger = (given: Partial<XledgerEmployee['subledger']>) => ({ subledger }: XledgerEmployee): void => { Object.assign(subledger ?? {}, given); };
const UNREADABLE = { phone: 'ring meg', birthday: 'i vår', gender: { dbId: '1', dbSubId: 1, code: 'ANNET', name: 'Annet' } };
const unreadable = (employee: XledgerEmployee): void => { withContact(UNREADABLE)(employee); withSubledger({ phone: 'ring meg' })(employee); };
const notWhole = withContact({ firstName: null, email: 'kari hos example', phone: 'ring meg' });

const SCENARIOS: Record<string, Given> = {
  'nobody': {},
  'equal': one(KARI, KARI),
  'equal and linked': { ...one(KARI, KARI), links: [link('h1', '7', { baseline: baselineOf(KARI), contactDbId: '71', subledgerDbId: '72' })] },
  'different': one(LEADER, KARI),
  'different, Xledger wins': one(LEADER, KARI, BACK),
  'different, nobody wins': one(LEADER, KARI, { wins: { general: 'none', byField: {} } }),
  'different, by field': one(LEADER, KARI, { wins: { general: 'huma', byField: { jobTitle: 'xledger', phone: 'none' } } }),
  'different in everything that is sensitive': one(MOVED, KARI),
  'different in everything that is sensitive, Xledger wins': one(MOVED, KARI, BACK),
  'different in the names, with different winners': one({ ...KARI, givenName: 'Karin' }, KARI, { wins: { general: 'huma', byField: { givenName: 'xledger' } } }),
  'only some fields take part': one(LEADER, KARI, { fields: ['email', 'jobTitle'] }),
  'missing in Xledger': one(KARI, { ...KARI, jobTitle: null, birthDate: null, bankAccount: null, address: null, nationalId: null, gender: null }),
  'missing in Huma': one({ ...KARI, jobTitle: null, birthDate: null, bankAccount: null, address: null, nationalId: null, phone: null, probationEnd: null }, KARI),
  'missing in Xledger, left': one(KARI, { ...KARI, jobTitle: null }, { missing: 'leave' }),
  'missing in Huma, left': one({ ...KARI, jobTitle: null }, KARI, { missing: 'leave' }),
  'missing in Huma, cleared, never synced': one({ ...KARI, jobTitle: null, probationEnd: null, address: null }, KARI, { missing: 'clear' }),
  'missing in Huma, cleared, synced before': since(KARI, { ...KARI, jobTitle: null, probationEnd: null, address: null, phone: null }, KARI, { missing: 'clear' }),
  'missing in Xledger, cleared, synced before, Xledger wins': since(KARI, KARI, { ...KARI, jobTitle: null, address: null }, { ...BACK, missing: 'clear' }),
  ...Object.fromEntries((['keep', 'overwrite', 'follow'] as const).flatMap((otherSideChanged) => (['huma', 'xledger', 'none'] as const).flatMap((general): [string, Given][] => {
    const policy = { wins: { general, byField: {} }, otherSideChanged };
    return [
      [`${general} wins, ${otherSideChanged}: changed in Huma`, since(KARI, LEADER, KARI, policy)],
      [`${general} wins, ${otherSideChanged}: changed in Xledger`, since(KARI, KARI, LEADER, policy)],
      [`${general} wins, ${otherSideChanged}: changed in both`, since(KARI, LEADER, { ...KARI, jobTitle: 'Sjef' }, policy)],
    ];
  }))),
  'may not write to Xledger': one(LEADER, KARI, { writeTo: 'huma' }),
  'may not write to Huma': one(LEADER, KARI, { ...BACK, writeTo: 'xledger' }),
  'may write to Xledger alone, and nobody is there': { users: [kari()], policy: { writeTo: 'huma' } },
  'several positions, and a later start': { ...since(KARI, KARI, KARI), users: [user('h1', { ...KARI, employmentStart: '2025-08-01' as never }, { severalPositions: true } as never)] },
  'the employment ID is the same, the e-mail is not': one({ ...KARI, email: 'kari.ny@example.no' }, KARI),
  'the employment ID counts': one({ ...KARI, email: 'kari.ny@example.no' }, KARI, { employmentIdCounts: true }),
  'the e-mail is the same, the employment ID is not, both count': one({ ...KARI, employmentId: '9' }, KARI, { employmentIdCounts: true }),
  'the first match waits': one({ ...KARI, employmentId: '9' }, KARI, { firstMatchWaits: true }),
  'two employees with the e-mail': { users: [kari()], employees: employees(at('7', KARI), at('8', { ...KARI, employmentId: '2' })) },
  'two users with the e-mail': { users: [kari(), user('h2', { ...OLA, email: KARI.email })], employees: employees(at('7', KARI)) },
  'two users with the e-mail, nobody in Xledger': { users: [kari(), user('h2', { ...OLA, email: KARI.email })] },
  'e-mail and employment ID point at two': { users: [kari()], employees: employees(at('7', { ...KARI, employmentId: '5', phone: null }), at('8', { ...OLA, employmentId: KARI.employmentId })), policy: { employmentIdCounts: true } },
  'linked with another': { users: [kari(), user('h2', OLA)], employees: employees(at('7', KARI)), links: [link('h2', '7')] },
  'of another company': one(KARI, KARI, {}, (employee) => { employee.ownerDbId = '2'; }),
  'deactivated, and different': { users: [kari({ active: false })], employees: employees(at('7', LEADER)) },
  'deactivated, linked, and changed in Xledger': { users: [kari({ active: false })], employees: employees(at('7', LEADER)), links: [link('h1', '7', { baseline: baselineOf(KARI) })] },
  'deactivated, and nobody in Xledger': { users: [kari({ active: false })] },
  'outside the group': { users: [kari({ groups: ['other'] })], policy: { groupId: 'ours' } },
  'outside the group, linked': { users: [kari({ groups: ['other'] })], employees: employees(at('7', LEADER)), links: [link('h1', '7')], policy: { groupId: 'ours' } },
  'a service user': { users: [kari({ type: 'service_user' })] },
  'only in Huma': { users: [kari()] },
  'only in Huma, not created': { users: [kari()], policy: { createIn: 'huma' } },
  'only in Xledger': { employees: employees(at('7', KARI)) },
  'only in Xledger, not created': { employees: employees(at('7', KARI)), policy: { createIn: 'xledger' } },
  'only in Xledger, without a name': { employees: employees(at('7', { ...KARI, givenName: null })) },
  'only in Xledger, without an e-mail': { employees: employees(at('7', { ...KARI, email: null })) },
  'only in Xledger, without a code and a contact': { employees: employees(at('7', KARI, (employee) => { employee.code = null; employee.contact = null; })) },
  'only in Xledger, perhaps closed': { employees: employees(at('7', KARI, (employee) => { employee.notShown = ['employee.employmentTo']; })) },
  'only in Xledger, perhaps closed by the other date': { employees: employees(at('7', KARI, (employee) => { employee.notShown = ['employee.dateTo']; })) },
  'only in Xledger, another field not shown': { employees: employees(at('7', KARI, (employee) => { employee.notShown = ['contact.jobTitle']; })) },
  'only in Xledger, closed': { employees: employees(at('7', KARI, (employee) => { employee.dateTo = '2026-02-28'; })) },
  'only in Xledger, closed as of today': { employees: employees(at('7', KARI, (employee) => { employee.employmentTo = '2026-03-01'; })) },
  'closed in Xledger, active in Huma': one({ ...KARI, employmentEnd: '2020-01-31' as never }, { ...KARI, employmentEnd: '2020-01-31' as never }),
  'closed in Xledger, perhaps the same': one({ ...KARI, email: 'kari.ny@example.no', employmentEnd: '2020-01-31' as never }, { ...KARI, employmentEnd: '2020-01-31' as never }),
  'not shown by Xledger': one(LEADER, KARI, {}, (employee) => { employee.notShown = ['contact.jobTitle', 'contact.birthday']; }),
  'without a contact': one(LEADER, KARI, {}, (employee) => { employee.contact = null; }),
  'without a subledger': { ...one(LEADER, KARI, {}, (employee) => { employee.subledger = null; }), links: [link('h1', '7')] },
  'names missing': { users: [user('h1', { ...KARI, givenName: null, familyName: null })] },
  'e-mail missing': { users: [user('h1', { ...KARI, email: null })] },
  'e-mail missing, and an employee with the code': one({ ...KARI, email: null }, KARI),
  'a phone number that belongs to somebody else': { users: [kari(), user('h2', { ...OLA, phone: KARI.phone })], employees: employees(at('7', KARI)) },
  'a phone number that an employee has': { users: [user('h1', LEADER)], employees: employees(at('7', KARI), at('8', person(3, { phone: LEADER.phone }))) },
  'a phone number that a user has': { users: [kari(), user('h2', person(3, { phone: '+4799000055' }))], employees: employees(at('7', { ...KARI, phone: '+4799000055' })), policy: BACK },
  'shared by three in Huma': { users: [0, 1, 2].map((n) => user(`h${n}`, person(n, { phone: '+4799000055' }))) },
  'shared by two in Xledger': { employees: employees(at('7', KARI), at('8', person(1, { phone: '99 00 00 01' }))) },
  'shared by seven in Xledger': { employees: employees(...[0, 1, 2, 3, 4, 5, 6].map((n) => at(String(10 + n), person(n, { phone: '+4799000055' })))) },
  'the linked employee is gone': { users: [kari()], links: [link('h1', '99')] },
  'the linked employee is gone, and another has the e-mail': { ...one(KARI, KARI), links: [link('h1', '99')] },
  'the linked user is not shown': { employees: employees(at('7', KARI)), links: [link('h1', '7')] },
  'deleted in Huma': { employees: employees(at('7', KARI)), links: tombstone },
  'deleted in Huma, changed in Xledger since': { employees: employees(at('7', KARI, (employee) => { employee.modifiedAt = '2026-02-02T00:00:00'; })), links: tombstone },
  'deleted in Huma, perhaps changed since': { employees: employees(at('7', KARI, (employee) => { employee.modifiedAt = '2026-02-01T01:30:00'; })), links: tombstone },
  'back, under another id': { users: [user('h2', KARI)], employees: employees(at('7', KARI)), links: tombstone },
  'deleted in Huma, and there again': { users: [user('h9', KARI)], employees: employees(at('7', LEADER)), links: tombstone },
  'links of another connection': { ...one(KARI, OLA), links: [link('h1', '7', { connection: 'other' })] },
  'two links of one user': { users: [kari()], employees: employees(at('7', OLA), at('8', KARI)), links: [link('h1', '7', { changedAt: '2026-02-01' }), link('h1', '8', { changedAt: '2026-02-02' })] },
  'two links of one user at the same time': { users: [kari()], employees: employees(at('7', OLA), at('8', KARI)), links: [link('h1', '8'), link('h1', '7')] },
  'two links of one employee': { users: [kari(), user('h2', OLA)], employees: employees(at('7', KARI)), links: [link('h1', '7'), link('h2', '7')] },
  'an account of another country': one({ ...KARI, bankAccount: { kind: 'national', number: '8327912345', country: 'SE' } }, KARI),
  'an international account': one({ ...KARI, bankAccount: { kind: 'international', iban: 'SE4550000000058398257466' } as never }, KARI),
  'a gender in free text': one({ ...KARI, gender: 'ikke-binær' }, KARI),
  'a gender that Xledger does not have': { ...one({ ...KARI, gender: 'Male' }, KARI), xledgerHas: { genders: new Set(['Female'] as const) } },
  'a country that Xledger does not have': { ...one(MOVED, KARI), xledgerHas: { countries: new Set(['NO']) } },
  'fields that Huma does not show': { users: [user('h1', { ...KARI, phone: undefined, nationalId: undefined }, { unreadable: ['nationalId', 'phone'] })], employees: employees(at('7', LEADER)) },
  'fields that Huma does not show, some of which take part': { users: [user('h1', { ...KARI, phone: undefined, nationalId: undefined }, { unreadable: ['nationalId', 'phone'] })], employees: employees(at('7', LEADER)), policy: { fields: ['email', 'phone', 'jobTitle'] } },
  'a value that Huma could not read': { users: [user('h1', { ...KARI, phone: undefined }, { problems: [{ field: 'phone', code: 'notAPhoneNumber' }, { field: 'birthDate', code: 'noSuchDay' }] })], employees: employees(at('7', LEADER)), policy: { fields: ['email', 'phone', 'jobTitle'] } },
  'huma\'s own integration': { users: [kari({ otherXledgerLink: true, emailPending: true })], employees: employees(at('7', KARI)) },
  'not read from Huma': { unread: [{ humaId: 'h1', email: KARI.email!, says: 'Huma did not answer' }], employees: employees(at('7', KARI)) },
  'not read from Huma, with a name, nobody in Xledger': { unread: [{ humaId: 'h1', name: 'Kari T.', says: 'Huma did not answer.' }] },
  'not read from Huma, linked': { unread: [{ humaId: 'h1', says: 'Huma did not answer' }], employees: employees(at('7', KARI)), links: [link('h1', '7', { baseline: baselineOf(KARI) })] },
  'twice, saying the same': { users: [kari(), kari()], employees: employees(at('7', KARI)) },
  'twice, saying different things': { users: [kari(), user('h1', { ...KARI, phone: '+4799000009' })], employees: employees(at('7', KARI)) },
  'an employee twice, changed between two pages': { users: [kari()], employees: [...employees(at('7', LEADER, (employee) => { employee.modifiedAt = '2026-02-02'; })), ...employees(at('7', KARI, (employee) => { employee.modifiedAt = '2026-02-03'; }))] },
  'many, over the limits': { users: PEOPLE.map((each, n) => user(`h${n}`, { ...each, jobTitle: 'Leder', email: `ny${n}@example.no`, bankAccount: { kind: 'national', number: '15030000010', country: 'NO' } })), employees: employees(...PEOPLE.map((each, n) => at(String(10 + n), each))), links: LINKED_PEOPLE, policy: { limits: { updates: { number: 5 }, bankAccounts: { share: 0.5 }, emails: { number: 6 }, creates: { number: 0 }, humaShort: { share: 1 } } } },
  'many, within the limits': { users: PEOPLE.slice(0, 5).map((each, n) => user(`h${n}`, each)), employees: employees(...PEOPLE.map((each, n) => at(String(10 + n), each))), links: LINKED_PEOPLE, policy: { limits: { updates: { number: 5 }, humaShort: { share: 0.8 } } } },
  'some decided': { users: [kari(), user('h2', OLA)], employees: employees(at('7', { ...KARI, employmentId: '9', jobTitle: 'Sjef' })), policy: { firstMatchWaits: true }, decide: (row) => ({ ...row, decision: row.humaId === 'h1' ? 'apply' : 'skip' }) },
  'different in both names, with different winners': one({ ...KARI, givenName: 'Karin', familyName: 'Prøveland' }, KARI, { wins: { general: 'huma', byField: { givenName: 'xledger' } } }),
  'different in both names, one with a winner of its own': one({ ...KARI, givenName: 'Karin', familyName: 'Prøveland' }, KARI, { wins: { general: 'huma', byField: { givenName: 'huma' } } }),
  'missing in Xledger, and the field has no winner': one(KARI, { ...KARI, jobTitle: null, gender: null }, { wins: { general: 'huma', byField: { jobTitle: 'none' } } }),
  'the supplier without a name, and half of it has no winner': one(KARI, KARI, { wins: { general: 'none', byField: { givenName: 'none' } } }, withSubledger({ description: null })),
  'missing in Huma since, and the newer value wins': since(KARI, { ...KARI, jobTitle: null }, KARI, { otherSideChanged: 'follow' }),
  'missing in Huma, cleared, never synced, overwritten': one({ ...KARI, jobTitle: null, probationEnd: null }, KARI, { missing: 'clear', otherSideChanged: 'overwrite' }),
  'several positions, and a later start, overwritten': { ...one({ ...KARI, employmentStart: '2025-08-01' as never }, KARI, { otherSideChanged: 'overwrite' }), users: [user('h1', { ...KARI, employmentStart: '2025-08-01' as never }, { severalPositions: true })] },
  'may write to Xledger, where Huma wins': one(LEADER, KARI, { writeTo: 'xledger' }),
  'may write to Huma, where Xledger wins': one(LEADER, KARI, { ...BACK, writeTo: 'huma' }),
  'values in Xledger that nobody can read': one(KARI, KARI, BACK, unreadable),
  'values in Xledger that nobody can read, some of which take part': one(LEADER, KARI, { ...BACK, fields: ['email', 'phone', 'jobTitle'] }, unreadable),
  'values in Xledger that nobody can read, missing in Huma': one({ ...KARI, phone: null, birthDate: null, gender: null }, KARI, BACK, unreadable),
  'a phone number on the supplier alone': one(LEADER, KARI, BACK, withContact({ phone: null })),
  'a phone number on the contact alone': one(LEADER, KARI, BACK, withSubledger({ phone: null })),
  'a phone number that two employees have': { users: [user('h1', LEADER)], employees: employees(at('7', KARI), at('9', person(3, { phone: LEADER.phone })), at('8', person(4, { phone: LEADER.phone }))) },
  'a gender and a country that Xledger has': { ...one({ ...MOVED, gender: 'Male' }, KARI), xledgerHas: { genders: new Set(['Female', 'Male'] as const), countries: new Set(['NO', 'SE']) } },
  'a gender that Xledger does not have, and a job title of that name': { ...one({ ...KARI, gender: 'Male', jobTitle: 'Male' }, KARI), xledgerHas: { genders: new Set(['Female'] as const) } },
  'a gender and an address missing in Huma, where it is known what Xledger has': { ...one({ ...KARI, gender: null, address: null, jobTitle: null }, KARI), xledgerHas: { genders: new Set(['Male'] as const), countries: new Set(['SE']) } },
  'a gender missing in Xledger, which does not have it': { ...one(KARI, { ...KARI, gender: null }), xledgerHas: { genders: new Set(['Male'] as const) } },
  'an address without a country': { ...one({ ...KARI, address: { street: 'Prøvegata 2', zipCode: '0150', place: 'Oslo' } }, KARI), xledgerHas: { countries: new Set(['SE']) } },
  'written otherwise in Xledger': one(KARI, KARI, {}, withContact({ email: 'KARI.Testesen@Example.no', birthday: 'i vår' })),
  'linked, and an e-mail in neither place of Xledger': { ...one(KARI, KARI, {}, (employee) => { withContact({ email: null })(employee); employee.subledger = null; }), links: [link('h1', '7')] },
  'three employees who may be meant, each lacking something': {
    users: [kari()],
    employees: employees(at('9', KARI, (employee) => { employee.contact = null; employee.code = null; }), at('8', { ...KARI, employmentId: '2' }, withSubledger({ email: 'kari@example.no' })), at('10', KARI, (employee) => { withContact({ email: null })(employee); employee.subledger = null; })),
  },
  'one linked employee is gone, another stands': { users: [kari(), user('h2', { ...OLA, jobTitle: 'Leder' })], employees: employees(at('8', OLA)), links: [link('h1', '99', { baseline: baselineOf(KARI) }), link('h2', '8', { baseline: baselineOf(OLA) })] },
  'noted for creation, and nobody there': { users: [kari()], links: [link('h1', '', { employeeDbId: null, state: 'creating' })] },
  'linked, closed in Xledger, active in Huma': { ...one({ ...KARI, employmentEnd: ENDED }, { ...KARI, employmentEnd: ENDED }), links: [link('h1', '7')] },
  'deleted in Huma, there again, and nobody in Xledger': { users: [user('h9', KARI)], links: tombstone },
  'deleted in Huma, there again, and another has the e-mail': { users: [user('h9', LEADER)], employees: employees(at('8', KARI)), links: tombstone },
  'deleted in Huma before there was an employee': { employees: employees(at('7', KARI)), links: [link('h9', '', { employeeDbId: null, state: 'deleted' })] },
  'deleted in Huma, changed in Xledger that very second': { employees: employees(at('7', KARI, (employee) => { employee.modifiedAt = '2026-02-01T00:00:00'; })), links: tombstone },
  'deleted in Huma, changed in Xledger two hours later': { employees: employees(at('7', KARI, (employee) => { employee.modifiedAt = '2026-02-01T02:00:00.000Z'; })), links: tombstone },
  'deleted in Huma, not whole, and not created': { employees: employees(at('7', KARI, notWhole)), links: tombstone, policy: { createIn: 'xledger' } },
  'two links of one user at the same time, the other way round': { users: [kari()], employees: employees(at('7', OLA), at('8', KARI)), links: [link('h1', '7'), link('h1', '8')] },
  'twice, in another order': { users: [kari({ groups: ['ours'] }), backwards(kari({ groups: ['ours'] }))], employees: employees(at('7', KARI)) },
  'twice, saying different things, beside others': { users: [kari(), user('h1', { ...KARI, phone: '+4799000009' }), user('h1', OLA, { type: 'service_user' }), user('h2', OLA)], employees: employees(at('7', KARI), at('8', OLA)) },
  'employees twice, one changed later, one without a time': {
    employees: [...employees(at('7', { ...KARI, employmentId: '9' }, (employee) => { employee.modifiedAt = '2026-02-02'; })), ...employees(at('7', KARI, (employee) => { employee.modifiedAt = '2026-02-03'; }), at('8', OLA)), ...employees(at('8', { ...OLA, jobTitle: 'Leder' }, (employee) => { employee.modifiedAt = '2026-02-02'; }))],
  },
  'only in Huma, without an employment ID': { users: [user('h1', { ...KARI, employmentId: null })] },
  'an e-mail that Huma could not read, and that takes no part': { users: [user('h1', { ...KARI, email: undefined }, { problems: [{ field: 'email', code: 'notAnEmail' }] })], policy: { fields: ['phone'] } },
  'e-mail missing, and the employment ID counts': one({ ...KARI, email: null }, KARI, { employmentIdCounts: true }),
  'only in Xledger, not whole': { employees: employees(at('7', KARI, notWhole)) },
  'only in Xledger, not whole, and not created': { employees: employees(at('7', KARI, notWhole)), policy: { createIn: 'xledger' } },
  'only in Xledger, not whole, and closed': { employees: employees(at('7', KARI, (employee) => { notWhole(employee); employee.dateTo = '2026-02-28'; }), at('8', person(1, { phone: KARI.phone }))) },
  'only in Xledger, not to be read where it takes no part': { employees: employees(at('7', KARI, unreadable)), policy: { fields: ['email', 'jobTitle'] } },
  'only in Xledger, of another company': { employees: employees(at('7', KARI, (employee) => { employee.ownerDbId = '2'; })) },
  'only in Xledger, of any company': { employees: employees(at('7', KARI, (employee) => { employee.ownerDbId = '2'; })), policy: { ownerDbId: null } },
  'only in Xledger, of a company that is not shown': { employees: employees(at('7', KARI, (employee) => { employee.ownerDbId = null as never; })) },
  'deactivated, linked, and changed in both': { users: [user('h1', { ...KARI, jobTitle: 'Sjef' }, { active: false })], employees: employees(at('7', LEADER)), links: [link('h1', '7', { baseline: baselineOf(KARI) })] },
  'shared by two in Huma, one without a name': { users: [user('h1', person(1, { phone: SHARED })), user('h2', person(2, { phone: SHARED, givenName: null, familyName: null }))] },
  'shared by two in Huma, in two fields': { users: [kari(), user('h2', { ...OLA, phone: KARI.phone, employmentId: KARI.employmentId })] },
  'shared by two in Xledger, one without a name and a code': { employees: employees(at('8', KARI), at('7', person(1, { phone: KARI.phone }), (employee) => { withContact({ firstName: null, lastName: null })(employee); employee.code = null; })) },
  'shared by two in Xledger, by one only on the supplier': { employees: employees(at('7', KARI, withSubledger({ phone: SHARED })), at('8', person(1, { phone: SHARED }))) },
  'shared by seven in Xledger, the other way round': { employees: employees(...[6, 5, 4, 3, 2, 1, 0].map((n) => at(String(10 + n), person(n, { phone: SHARED })))) },
  'nobody has a phone number': { users: [1, 2].map((n) => user(`h${n}`, person(n, { phone: null }))), employees: employees(...[3, 4].map((n) => at(String(n), person(n, { phone: null })))) },
  'four of one name': { users: [2, 1].map((n) => user(`h${n}`, person(n, { givenName: 'Prøve' }))), employees: employees(...[8, 7].map((n) => at(String(n), person(n, { givenName: 'Prøve' })))) },
  'two wait, and nothing else is to be done': { users: [kari(), user('h2', OLA)], employees: employees(at('7', { ...KARI, employmentId: '8' }), at('8', { ...OLA, employmentId: '9' })), policy: { firstMatchWaits: true } },
  'too few were read from Huma': { users: PEOPLE.slice(0, 4).map((each, n) => user(`h${n}`, each)), employees: employees(...PEOPLE.map((each, n) => at(String(10 + n), each))), links: LINKED_PEOPLE, policy: { limits: { humaShort: { share: 0.8 } } } },
  'over the limits, lifted for this plan': { ...one(LEADER, KARI, { limits: { updates: { number: 0 } } }), override: 'plan-1' },
  'over the limits, lifted for another plan': { ...one(LEADER, KARI, { limits: { updates: { number: 0 } } }), override: 'plan-2' },
  'bank accounts to Huma, over the limit': one(MOVED, KARI, { ...BACK, limits: { bankAccounts: { number: 0 } } }),
};

/** Of a table of settings only what becomes of the differences. */
const isShort = (name: string): boolean => / wins, \w+: /.test(name);

function whole(name: string, { decide, override, ...given }: Given): string[] {
  const { rows: made, summary: before } = plan(given);
  const rows = decide ? made.map(decide) : made;
  const summary = decide || override ? summaryOf(rows, before.plan, given.policy?.limits ?? {}, { override }) : before;
  if (isShort(name)) return rows.flatMap(rowTold).filter((line) => /^\d+ \w+\.|^\d+:/.test(line));
  const { plan: header, guard, ...sums } = summary;
  const report = reportOf(rows, summary, { most: 5 });
  return [
    `plan: ${Object.values({ ...header, people: Object.values(header.people) }).join(' ')}`,
    ...rows.flatMap(rowTold),
    ...Object.entries(sums).map(([what, value]) => `sum ${what}: ${JSON.stringify(value, withoutZeros)}`),
    `guard: ${guard.says} ${guard.counts.map(({ limit, label, counted, of, allowed, over }) => `${limit} ${label} ${counted} ${of} ${allowed} ${over}`).join(', ')}`,
    ...(decide ? [`decided: ${JSON.stringify(requestsFor(rows))}`] : []),
    ...toText(report).split('\n').filter(Boolean).map((line) => `report ${line}`),
    `html of ${toHtml(report).replace(/<style>[^]*?<\/style>/, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').length} characters, ${[...toHtml(report).matchAll(/<\w+/g)].length} elements`,
  ];
}

const withoutZeros = (_key: string, value: unknown): unknown => (value === 0 ? undefined : value);

const plain = (value: unknown): string => (typeof value === 'string' && value.startsWith('sealed:') ? 'sealed' : JSON.stringify(value) ?? '–');
const printed = (prints: object): string => Object.entries(prints).map(([field, print]) => `${field}${String(print).includes('!') ? '!' : ''}`).sort().join(' ');

function rowTold({ row, situation, action, proposal, why, humaId, employeeDbId, contactDbId, subledgerDbId, name, employmentId, evidence, differences, values, attention, notCompared, remembers, decision, formatVersion }: PlanRow): string[] {
  return [
    `${row}: ${situation}, ${action}, ${proposal}, ${decision}, ${humaId} ${employeeDbId}/${contactDbId}/${subledgerDbId} ${name} ${employmentId} (${formatVersion}). ${why}`,
    `${row} by ${evidence.by}: for ${evidence.agrees.join(' ')}; against ${evidence.disagrees.join(' ')}; ${JSON.stringify(evidence.candidates)}`,
    ...differences.map((each) => `${row} ${each.target} [${each.fields.join(' ')}] ${each.label}, ${each.state}, ${each.moved}: ${plain(each.huma)} | ${plain(each.xledger)} | ${plain(each.forHuma)}, shown ${each.shown.huma} | ${each.shown.xledger}; ${each.wins} of ${each.offers.join(' ')}. ${each.why}`),
    ...values.map(({ field, label, value, shown }) => `${row} gets ${field} (${label}): ${plain(value)}, shown ${shown}`),
    ...attention.map(({ code, field, says }) => `${row}! ${code} ${field ?? ''}: ${says}`),
    `${row} remembers ${printed(remembers.baseline)}; differing ${printed(remembers.differing)}; not compared ${notCompared.join(' ')}`,
  ];
}

test.each(Object.entries(SCENARIOS))('%s', (name, given) => {
  const seen = whole(name, given);
  expect(seen).toEqual(approved.of(name, seen));
});

test('nothing was approved that is not shown here, and all fields take part', () => {
  expect(approved.names()).toEqual(Object.keys(SCENARIOS));
  expect(FIELD_KEYS).toHaveLength(15);
});

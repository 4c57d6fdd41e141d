/** Section G of the sync rules, row by row, through upsert: what an event may do, and that nothing else happens. */
import type { HumaUser } from '../../../core/huma';
import type { Person } from '../../../core/person';
import { RULES } from '../../../core/sync';
import type { Ask, HumaEvent, Link, Policy, ReasonCode } from '../../../core/sync';
import { likePerson, MemoryXledger } from './memoryXledger';
import { ask, Flow, KARI, link, OLA } from './people';

interface Row {
  rule: string;
  what: string;
  event?: HumaEvent;
  person?: Person;
  user?: Partial<HumaUser>;
  source?: Ask['source'];
  link?: 'none' | Link['state'];
  policy?: Partial<Policy>;
  code: ReasonCode;
  /** The state of the link that is to be remembered; nothing unless told. */
  remembers?: Link['state'];
  writes?: true;
}

const CHANGED = { ...KARI, phone: '+4799000009' };
const OTHER_GROUP = { user: { groups: ['other'] }, policy: { groupId: 'ours' } };
const UNREAD: Ask['source'] = { kind: 'unavailable', problem: { code: 'unreadable' }, retry: true, resumeAt: 5 };

const G: readonly Row[] = [
  { rule: 'R6', what: 'connection not activated', event: 'changed', link: 'linked', policy: { active: false }, code: 'notActivated' },
  { rule: 'R6', what: 'connection not activated, by hand', link: 'linked', policy: { active: false }, code: 'notActivated' },
  { rule: 'R3', what: 'connection not activated, a dry run', link: 'linked', policy: { active: false, dryRun: true }, code: 'updated' },
  { rule: 'R5', what: 'linked user outside the group', event: 'changed', link: 'linked', ...OTHER_GROUP, code: 'outsideGroup' },
  { rule: 'R5', what: 'unlinked user outside the group, by hand', ...OTHER_GROUP, code: 'outsideGroup' },
  { rule: 'R9.3', what: 'new user outside the group', event: 'created', ...OTHER_GROUP, code: 'pending', remembers: 'pending' },
  { rule: 'R9.3', what: 'pending user still outside the group', event: 'changed', link: 'pending', ...OTHER_GROUP, code: 'pending' },
  { rule: 'R9.3', what: 'new user whose groups are not known', event: 'created', policy: { groupId: 'ours' }, code: 'pending', remembers: 'pending' },
  { rule: 'R19', what: 'linked user whose groups are not known', event: 'changed', link: 'linked', policy: { groupId: 'ours' }, code: 'updated', remembers: 'linked', writes: true },
  { rule: 'R5', what: 'user in the group', event: 'changed', link: 'linked', user: { groups: ['ours'] }, policy: { groupId: 'ours' }, code: 'updated', remembers: 'linked', writes: true },
  { rule: 'R5', what: 'service user', event: 'created', user: { type: 'service_user' }, code: 'notAUser' },
  { rule: 'R7', what: 'new user, switch off', event: 'created', policy: { autoAdd: false }, code: 'autoAddOff' },
  { rule: 'R9', what: 'new user, switch on', event: 'created', code: 'created', remembers: 'linked', writes: true },
  { rule: 'R9.1', what: 'new user who is linked already', event: 'created', link: 'linked', code: 'updated', remembers: 'linked', writes: true },
  { rule: 'R9.2', what: 'new user who is deactivated', event: 'created', user: { active: false }, code: 'locked' },
  { rule: 'R9.3', what: 'new user without a family name', event: 'created', person: { ...KARI, familyName: null }, code: 'pending', remembers: 'pending' },
  { rule: 'R9.3', what: 'new user without an e-mail', event: 'created', person: { ...KARI, email: null }, code: 'pending', remembers: 'pending' },
  { rule: 'R9', what: 'pending user, switch turned off', event: 'changed', link: 'pending', policy: { autoAdd: false }, code: 'autoAddOff', remembers: 'forgotten' },
  { rule: 'R9', what: 'changed user, pending', event: 'changed', link: 'pending', code: 'created', remembers: 'linked', writes: true },
  { rule: 'R9', what: 'exported user, pending', event: 'exported', link: 'pending', code: 'created', remembers: 'linked', writes: true },
  { rule: 'R19', what: 'changed user, linked', event: 'changed', link: 'linked', code: 'updated', remembers: 'linked', writes: true },
  { rule: 'R19', what: 'exported user, linked', event: 'exported', link: 'linked', code: 'updated', remembers: 'linked', writes: true },
  { rule: 'R19', what: 'unknown topic, linked', event: 'unknown', link: 'linked', code: 'updated', remembers: 'linked', writes: true },
  { rule: 'G', what: 'changed user, not linked, not pending', event: 'changed', code: 'manualSyncWillOffer' },
  { rule: 'G', what: 'exported user, not linked, not pending', event: 'exported', code: 'manualSyncWillOffer' },
  { rule: 'G', what: 'unknown topic, not linked', event: 'unknown', code: 'manualSyncWillOffer' },
  { rule: 'G', what: 'changed user whose pending mark was forgotten', event: 'changed', link: 'forgotten', code: 'manualSyncWillOffer' },
  { rule: 'R24', what: 'changed user, deactivated', event: 'changed', link: 'linked', user: { active: false }, code: 'locked' },
  { rule: 'R24', what: 'deactivated, by hand', link: 'linked', user: { active: false }, code: 'locked' },
  { rule: 'R25', what: 'users-delete, linked', event: 'deleted', source: { kind: 'gone' }, link: 'linked', code: 'deletedInHuma', remembers: 'deleted' },
  { rule: 'R25', what: 'users-delete, pending', event: 'deleted', source: { kind: 'gone' }, link: 'pending', code: 'deletedInHuma', remembers: 'deleted' },
  { rule: 'R25', what: 'users-delete, not linked', event: 'deleted', source: { kind: 'gone' }, code: 'deletedInHuma' },
  { rule: 'R25', what: 'users-delete, told twice', event: 'deleted', source: { kind: 'gone' }, link: 'deleted', code: 'deletedInHuma' },
  { rule: 'R26', what: 'a late change of somebody deleted', event: 'changed', link: 'deleted', code: 'deletedInHuma' },
  { rule: 'R26', what: 'somebody deleted, by hand', link: 'deleted', code: 'deletedInHuma' },
  { rule: 'R27', what: 'reading gives 403 or 404', event: 'changed', source: { kind: 'notVisible' }, link: 'linked', code: 'notVisibleInHuma' },
  { rule: 'R27', what: 'gone, but nobody said deleted', event: 'changed', source: { kind: 'gone' }, link: 'linked', code: 'notVisibleInHuma' },
  { rule: 'R23', what: 'Huma cannot be read', event: 'changed', source: UNREAD, link: 'linked', code: 'humaUnavailable' },
  { rule: 'R16', what: 'linked user whose e-mail is empty', event: 'changed', link: 'linked', person: { ...CHANGED, email: null }, code: 'requiredMissing' },
  { rule: 'R19', what: 'linked user in a message that does not hold the e-mail', event: 'changed', link: 'linked', person: { phone: CHANGED.phone }, code: 'updated', remembers: 'linked', writes: true },
  { rule: 'R16', what: 'unlinked user without an e-mail, by hand', person: { ...KARI, email: null }, code: 'requiredMissing' },
  { rule: 'R15', what: 'unlinked user, by hand, to be created', code: 'created', remembers: 'linked', writes: true },
  { rule: 'R15', what: 'unlinked user, by hand, to be skipped', policy: { whenMissing: 'skip' }, code: 'notInXledger' },
  { rule: 'R15', what: 'unlinked user, by hand, to fail', policy: { whenMissing: 'fail' }, code: 'notInXledger' },
  { rule: 'R16', what: 'by hand, to be created, without a name', person: { ...KARI, givenName: null }, code: 'requiredMissing' },
];

describe('section G', () => {
  test.each(G)('$rule: $what → $code', async ({ event, person, user, source, link: state = 'none', policy, code, remembers, writes }) => {
    const xledger = new MemoryXledger();
    xledger.add(likePerson(OLA));
    const flow = new Flow(xledger);
    const isThere = state === 'linked' || state === 'deleted';
    const dbId = isThere ? xledger.add(likePerson(KARI)).dbId : null;
    if (state !== 'none') flow.links.set('h1', link('h1', '', { state, employeeDbId: dbId }));
    const [outcome] = await flow.run([ask('h1', person ?? (isThere ? CHANGED : KARI), { event, source, user })], policy);
    expect([outcome?.code, outcome?.link?.state]).toEqual([code, remembers]);
    expect(xledger.updates.length + xledger.creations.length).toBe(writes ? 1 : 0);
    expect(outcome?.reason).toMatch(/^[A-Z].{20,}\.$/s);
  });

  test('a tombstone keeps both ids and the time (R25)', async () => {
    const flow = new Flow(new MemoryXledger());
    flow.links.set('h1', link('h1', '17', { contactDbId: '18', subledgerDbId: '19', baseline: { email: 'print' } }));
    const [outcome] = await flow.run([ask('h1', {}, { event: 'deleted', source: { kind: 'gone' } })]);
    expect(outcome).toMatchObject({ did: 'tombstoned', employeeDbId: '17', link: { state: 'deleted', employeeDbId: '17', contactDbId: '18', subledgerDbId: '19', baseline: {}, changedAt: '2026-03-01T10:00:00.000Z' } });
  });

  test('what Huma could not give is tried again, at the time it said', async () => {
    const [outcome] = await new Flow(new MemoryXledger()).run([ask('h1', {}, { source: UNREAD })]);
    expect(outcome).toMatchObject({ outcome: 'notAttempted', retry: true, resumeAt: 5 });
  });

  test('links of another connection are nobody\'s business (R4)', async () => {
    const xledger = new MemoryXledger();
    const flow = new Flow(xledger);
    flow.links.set('h1', link('h1', xledger.add(likePerson(KARI)).dbId, { connection: 'another' }));
    expect((await flow.run([ask('h1', CHANGED, { event: 'changed' })]))[0]?.code).toBe('manualSyncWillOffer');
  });

  test('every row of the table is shown here', () => {
    expect(new Set(G.map(({ rule }) => rule.split('.')[0]))).toEqual(new Set([...RULES.map(({ rule }) => rule.split('.')[0]).filter((rule) => rule !== 'R11'), 'R3', 'R15']));
  });
});

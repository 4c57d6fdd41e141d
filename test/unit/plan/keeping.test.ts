// Rows between the comparison and its application: signed, sealed, read back, opened, and made into writes.
import { keyFrom } from '../../../core/person';
import { deedOf, FORMAT_VERSION, linkAfter, openRow, readRow, sign, toWrites, verify, type PlanRow } from '../../../core/sync/plan';
import { employees, KARI, KEYS, onlyRow, READING, user } from './tenants';
import { link } from '../sync/people';

const CHANGED = { ...KARI, jobTitle: 'Leder', bankAccount: { kind: 'national', number: '15030000010', country: 'NO' } as const };
const row = () => onlyRow({ users: [user('h1', CHANGED)], employees: employees({ dbId: '7', person: KARI }) });
const asJson = (one: unknown): Record<string, never> => JSON.parse(JSON.stringify(one)) as Record<string, never>;
const altered = (change: (one: PlanRow) => void): unknown => { const one = asJson(row()) as unknown as PlanRow; change(one); return one; };

describe('the signature', () => {
  test('holds through JSON, and whatever is decided', () => {
    const one = asJson(row()) as unknown as PlanRow;
    expect(readRow(one, KEYS.signature)).toMatchObject({ kind: 'row', edited: false, row: { humaId: 'h1' } });
    one.decision = 'skip';
    one.differences[0]!.decision = 'xledger';
    expect(readRow(one, KEYS.signature)).toMatchObject({ kind: 'row', edited: false, row: { decision: 'skip', differences: [{ decision: 'xledger' }, {}] } });
  });
  test.each<[string, (one: PlanRow) => void, string]>([
    ['a value', (one) => { one.differences[1]!.huma = 'Sjef'; }, 'values'],
    ['a value that is removed', (one) => { one.differences.pop(); }, 'values'],
    ['the winner', (one) => { one.differences[0]!.wins = 'xledger'; }, 'values'],
    ['the person', (one) => { one.employeeDbId = '8'; }, 'person'],
    ['the situation', (one) => { one.situation = 'inSync'; }, 'situation'],
    ['the action', (one) => { one.proposal = 'createInXledger'; }, 'situation'],
    ['the counts', (one) => { one.plan.people.linked = 999; }, 'counts'],
    ['the expiry', (one) => { one.plan.expiresAt = '2099-01-01T00:00:00.000Z'; }, 'expiry'],
    ['the owner', (one) => { one.plan.ownerDbId = '2'; }, 'owner'],
    ['the address', (one) => { one.plan.endpoint = 'https://example.org'; }, 'owner'],
    ['the plan', (one) => { one.plan.planId = 'plan-2'; }, 'plan'],
    ['a key that is added', (one) => { Object.assign(one, { more: 1 }); }, 'other'],
    ['what is remembered', (one) => { one.remembers.differing = {}; }, 'values'],
  ])('does not hold when somebody changes %s', (_what, change, part) => {
    expect(verify(altered(change), KEYS.signature)).toEqual({ kind: 'altered', parts: [part] });
    expect(readRow(altered(change), KEYS.signature)).toMatchObject({ kind: 'refused', code: 'altered', parts: [part] });
    expect(readRow(altered(change), KEYS.signature, { edited: 'accept' })).toMatchObject({ kind: 'row', edited: true });
  });
  test('cut off', () => {
    for (const signature of [undefined, '', row().signature.slice(0, -1), 'v1.x']) expect(readRow({ ...asJson(row()), signature }, KEYS.signature)).toMatchObject({ kind: 'refused', code: 'unsigned' });
  });
  test('of another credential, even where edited rows are accepted', () => {
    expect(readRow(asJson(row()), keyFrom('another token', 'signature'), { edited: 'accept' })).toMatchObject({ kind: 'refused', code: 'otherCredential' });
  });
  test('a newer minor version: unknown keys are ignored, and signed', () => {
    const newer = sign({ ...row(), formatVersion: '1.9', later: { added: true }, plan: { ...row().plan, more: 'x' } } as PlanRow, KEYS.signature);
    const read = readRow(asJson(newer), KEYS.signature);
    expect(read).toMatchObject({ kind: 'row', row: { formatVersion: '1.9' } });
    expect(read).not.toHaveProperty('row.later');
    expect(readRow({ ...asJson(newer), later: { added: false } }, KEYS.signature)).toMatchObject({ kind: 'refused', code: 'altered', parts: ['other'] });
  });
  test('a newer major version is refused', () => {
    expect(FORMAT_VERSION).toBe('1.0');
    expect(readRow(asJson(sign({ ...row(), formatVersion: '2.0' }, KEYS.signature)), KEYS.signature)).toMatchObject({ kind: 'refused', code: 'unknownVersion' });
  });
  test.each([null, 1, 'x', [], {}, { formatVersion: 1 }, { formatVersion: '1.0' }])('nothing like a row: %j', (json) => expect(readRow(json, KEYS.signature).kind).toBe('refused'));
});

describe('sensitive values', () => {
  test('are sealed and masked', () => {
    const text = JSON.stringify(row());
    for (const secret of [CHANGED.bankAccount.number, '12345678903', '01819010028', '1990-02-03']) expect(text).not.toContain(secret);
    expect(row().differences.find(({ fields }) => fields.includes('bankAccount'))).toMatchObject({ huma: expect.stringMatching(/^sealed:v1:/), shown: { huma: '•••••••0010', xledger: '•••••••8903' } });
  });
  test('open in their row alone', () => {
    const opened = openRow(row(), KEYS.seal, READING);
    expect(opened).toMatchObject({ kind: 'open', differences: [{ huma: '15030000010', xledger: '12345678903', forHuma: { bankAccount: { kind: 'national', number: '12345678903', country: 'NO' } } }, {}] });
    expect(openRow({ ...row(), row: 2 }, KEYS.seal, READING)).toMatchObject({ kind: 'refused', code: 'doesNotOpen' });
    expect(openRow(row(), keyFrom('another token', 'seal'), READING)).toMatchObject({ kind: 'refused', code: 'doesNotOpen' });
    const moved = row();
    moved.differences[0]!.huma = moved.differences[0]!.xledger;
    expect(openRow(moved, KEYS.seal, READING)).toMatchObject({ kind: 'refused', code: 'doesNotOpen' });
  });
  test('an edited row names only places and values that there are', () => {
    const one = row();
    one.differences[1]!.target = 'contact.socialSec';
    expect(openRow(one, KEYS.seal, READING)).toMatchObject({ kind: 'refused', code: 'unknownTarget' });
  });
});

const opened = (one: PlanRow) => { const open = openRow(one, KEYS.seal, READING); if (open.kind !== 'open') throw new Error(open.says); return open; };

describe('writes', () => {
  test('only what the row names', () => {
    expect(toWrites(opened(row()))).toEqual({
      deed: 'update',
      xledger: { kind: 'update', update: { key: 'h1', employeeDbId: '7', contactDbId: '71', subledgerDbId: '72', changes: [expect.objectContaining({ value: '15030000010' }), expect.objectContaining({ value: 'Leder' })] } },
    });
  });
  test('decisions are heard, each way', () => {
    const one = row();
    one.differences[0]!.decision = 'xledger';
    one.differences[1]!.decision = 'skip';
    expect(toWrites(opened(one))).toEqual({ deed: 'update', huma: { kind: 'update', humaId: 'h1', values: { bankAccount: { kind: 'national', number: '12345678903', country: 'NO' } } } });
    expect(toWrites(opened({ ...one, decision: 'skip' }))).toEqual({ deed: 'none' });
    one.differences[0]!.decision = 'skip';
    expect(toWrites(opened(one))).toEqual({ deed: 'link' });
  });
  test('a decision for a side that is not offered writes nothing', () => {
    const one = onlyRow({ users: [user('h1', CHANGED, { active: false })], employees: employees({ dbId: '7', person: KARI }) });
    one.differences.forEach((difference) => { difference.decision = 'huma'; });
    expect(deedOf({ ...one, decision: 'apply' })).toBe('none');
  });
  test('somebody new, each way', () => {
    const there = onlyRow({ users: [user('h1', KARI)] });
    const wanted = Object.fromEntries(Object.entries(KARI).filter(([, value]) => value !== null));
    expect(toWrites(opened(there))).toEqual({ deed: 'createInXledger', xledger: { kind: 'create', person: { key: 'h1', person: wanted } } });
    const back = onlyRow({ employees: employees({ dbId: '7', person: KARI }) });
    expect(toWrites(opened(back))).toMatchObject({ deed: 'createInHuma', huma: { kind: 'create', values: { email: KARI.email, bankAccount: KARI.bankAccount, birthDate: KARI.birthDate } } });
  });
  test('R12: what waits does nothing until somebody says so', () => {
    const waiting = onlyRow({ users: [user('h1', KARI)], links: [link('h1', '99')] });
    expect(deedOf(waiting)).toBe('none');
    expect(deedOf({ ...waiting, decision: 'apply' })).toBe('createInXledger');
  });
});

describe('R20: the link afterwards', () => {
  const ids = { employeeDbId: '7', contactDbId: '71', subledgerDbId: '72' };
  const how = { at: '2026-03-01T11:00:00.000Z', fingerprintKey: KEYS.fingerprint, reading: READING };
  const next = (became: { stuck?: string[]; fell?: string[] }, users = [user('h1', CHANGED)], xledger: typeof KARI = CHANGED) => {
    const links = [linkAfter(opened(row()), ids, { stuck: new Set(became.stuck), fell: new Set(became.fell) }, how)!];
    return onlyRow({ users, employees: employees({ dbId: '7', person: xledger }), links });
  };
  const ALL = ['subledger.bankAccount', 'contact.jobTitle'];
  test('all applied: nothing to do next time', () => expect(next({ stuck: ALL })).toMatchObject({ situation: 'inSync', action: 'none' }));
  test('left as it is on purpose: not sent again until it changes in Huma', () => {
    const half = { ...CHANGED, jobTitle: KARI.jobTitle };
    expect(next({ stuck: ALL.slice(0, 1), fell: ALL.slice(1) }, undefined, half)).toMatchObject({ action: 'none', differences: [{ wins: 'none' }] });
    expect(next({ stuck: ALL.slice(0, 1), fell: ALL.slice(1) }, [user('h1', { ...CHANGED, jobTitle: 'Sjef' })], half)).toMatchObject({ action: 'update', differences: [{ wins: 'huma' }] });
  });
  test('not reached: sent next time', () => expect(next({}, undefined, KARI)).toMatchObject({ action: 'update', differences: [{ wins: 'huma' }, { wins: 'huma' }] }));
  test('Huma took Xledger’s value: equal from now on', () => {
    const one = row();
    one.differences.forEach((difference) => { difference.decision = 'xledger'; });
    const open = opened(one);
    const inHuma = toWrites(open).huma!.values;
    const links = [linkAfter(open, ids, { stuck: new Set(), fell: new Set(), inHuma }, how)!];
    expect(onlyRow({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: KARI }), links })).toMatchObject({ situation: 'inSync', action: 'none' });
  });
});

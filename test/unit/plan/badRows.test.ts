// Rows that were cut, bent or edited on their way: what is taken for a row, what opens, and what is written of it.
import { keyFrom, type FieldKey } from '../../../core/person';
import { keyOf, linkAfter, openRow, outletOf, readRow, sign, toWrites, verify, type PlanDifference, type PlanRow } from '../../../core/sync/plan';
import { link } from '../sync/people';
import { employees, KARI, KEYS, onlyRow, plan, READING, user } from './tenants';

const CHANGED = { ...KARI, phone: '+4799000009', jobTitle: 'Leder', bankAccount: { kind: 'national', number: '15030000010', country: 'NO' } as const };
/** Differs in the phone number (two places), the account and the job title. */
const row = (): PlanRow => JSON.parse(JSON.stringify(onlyRow({ users: [user('h1', CHANGED)], employees: employees({ dbId: '7', person: KARI }) }))) as PlanRow;
const differenceAt = (one: PlanRow, target: string): PlanDifference => one.differences.find((difference) => difference.target === target)!;
const withDifference = (target: string, change: object): PlanRow => { const one = row(); Object.assign(differenceAt(one, target), change); return one; };

describe('the signature', () => {
  test('of a row as it was made', () => expect(verify(row(), KEYS.signature)).toEqual({ kind: 'ok' }));
  test.each<[string, unknown]>([
    ['nothing', null], ['a number', 5], ['a text', 'row'], ['a list', Object.assign([], { signature: row().signature })], ['a row without one', { ...row(), signature: undefined }],
    ['a list as the signature', { ...row(), signature: [row().signature] }], ['one with more at its end', { ...row(), signature: `${row().signature}x` }], ['one with something before it', { ...row(), signature: `x${row().signature}` }],
  ])('%s is unsigned', (_what, json) => expect(verify(json, KEYS.signature)).toEqual({ kind: 'unsigned' }));
  test('another token', () => expect(verify(row(), keyFrom('another', 'signature'))).toEqual({ kind: 'otherCredential' }));
  test('what cannot be written as JSON at all is altered', () => {
    const one = row() as PlanRow & { self?: unknown };
    one.self = one;
    expect(verify(one, KEYS.signature)).toEqual({ kind: 'altered', parts: ['other'] });
  });
  test('a row that nobody is shown is signed when it is asked, under the header that it was made with', () => {
    const { rows: [one] } = plan({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: KARI }), links: [link('h1', '7', { baseline: onlyRow({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: KARI }) }).remembers.baseline, contactDbId: '71', subledgerDbId: '72' })] });
    expect(outletOf(one!)).toBeUndefined();
    expect(readRow(JSON.parse(JSON.stringify(one)), KEYS.signature)).toMatchObject({ kind: 'row', edited: false });
    one!.plan = { ...one!.plan };
    expect(one!.signature).toBe('');
    expect(readRow(JSON.parse(JSON.stringify(one)), KEYS.signature)).toMatchObject({ kind: 'refused', code: 'unsigned' });
  });
});

describe('reading', () => {
  test.each(['10.0', '0.1', '2.0'])('the format %s is not known', (formatVersion) => {
    const read = readRow(sign({ ...row(), formatVersion }, KEYS.signature), KEYS.signature);
    expect(read).toMatchObject({ kind: 'refused', code: 'unknownVersion', says: expect.stringContaining(`the format ${formatVersion},`) });
  });
  test('another credential is said', () => expect(readRow(row(), keyFrom('another', 'signature'))).toMatchObject({ code: 'otherCredential', says: expect.stringMatching(/another Xledger credential.*Make the plan again\.$/) }));
  test.each<[string, object, string]>([
    ['a situation', { situation: 'lost' }, 'The row cannot be read: look at "situation".'],
    ['a field', { notCompared: ['shoeSize'] }, 'The row cannot be read: look at "notCompared.0".'],
    ['a field that is no text', { notCompared: [5] }, 'The row cannot be read: look at "notCompared.0".'],
    ['an action and a place', { action: 'erase', row: -1 }, 'The row cannot be read: look at "row" and "action".'],
    ['more than five things', { situation: 1, action: 1, proposal: 1, why: 1, humaId: 1, name: 1 }, 'The row cannot be read: look at "situation", "action", "proposal", "why" and "humaId".'],
    ['two things in one place', { evidence: { by: 'guess', agrees: [], disagrees: [], candidates: [] } }, 'The row cannot be read: look at "evidence.by".'],
  ])('%s that there is not', (_what, change, says) => expect(readRow(sign({ ...row(), ...change }, KEYS.signature), KEYS.signature)).toEqual({ kind: 'refused', code: 'unreadable', says }));
});

describe('opening', () => {
  const open = (one: PlanRow) => openRow(one, KEYS.seal, READING);
  const openedAt = (one: PlanRow, target: string) => { const opened = open(one); return opened.kind === 'open' ? opened.differences.find((difference) => difference.target.key === target) : opened; };
  test.each<[string, object, object]>([
    ['of no field', { fields: ['email'] }, { code: 'unknownTarget', says: 'The row names "contact.phone", which is no place of Phone Number in Xledger.' }],
    ['of one field that it has and one that it has not', { fields: ['phone', 'email'] }, { code: 'unknownTarget' }],
    ['with a number for a value', { huma: 5 }, { code: 'invalidValue', says: 'Phone Number has a value that is none.' }],
    ['with a list for a value', { xledger: ['x'] }, { code: 'invalidValue' }],
    ['with yes for a value', { huma: true }, { code: 'invalidValue' }],
  ])('a place %s is refused', (_what, change, refused) => expect(open(withDifference('contact.phone', change))).toMatchObject({ kind: 'refused', ...refused }));
  test('a sealed value that was altered is named by its label', () => expect(open(withDifference('subledger.bankAccount', { huma: 'sealed:v1:x' }))).toEqual({ kind: 'refused', code: 'doesNotOpen', says: 'Bank Account cannot be opened: it was altered, moved from another row, or sealed with another credential. Make the plan again.' }));
  test('a sealed value that is not there is nothing', () => expect(openedAt(withDifference('subledger.bankAccount', { huma: undefined, xledger: null, forHuma: undefined }), 'subledger.bankAccount')).toMatchObject({ huma: null, xledger: null, forHuma: {} }));
  test.each<[string, object, object]>([
    ["Xledger's value, where nothing else is said", {}, { phone: '+4799000001' }],
    ['what the row says', { forHuma: '+4799000005' }, { phone: '+4799000005' }],
    ['nothing, where Xledger has nothing', { xledger: null }, {}],
    ['an emptied field, only where the row says so', { forHuma: null }, { phone: null }],
    ['nothing, where it is not offered', { offers: ['huma'] }, {}],
    ['nothing, where it cannot be read', { forHuma: 5 }, {}],
    ['nothing, where it is blank', { forHuma: ' ' }, {}],
    ['nothing, where two fields are one text', { target: 'subledger.description', fields: ['givenName', 'familyName'] }, {}],
    ['nothing, where no field is named', { fields: [] }, {}],
  ])('Huma is offered %s', (_what, change, values) => {
    const opened = openedAt(withDifference('contact.phone', change), (change as { target?: string }).target ?? 'contact.phone');
    expect(opened).toHaveProperty('forHuma', values);
    expect(Object.keys((opened as { forHuma: object }).forHuma)).toEqual(Object.keys(values));
  });
  test('a fault of ours is not the fault of the row', () => expect(() => open({ ...row(), differences: null as never })).toThrow(TypeError));
});

describe('writing', () => {
  const opened = (one: PlanRow) => { const open = openRow(one, KEYS.seal, READING); if (open.kind !== 'open') throw new Error(open.says); return open; };
  const ids = { employeeDbId: '7', contactDbId: '71', subledgerDbId: '72' };
  const how = { at: '2026-03-01T11:00:00.000Z', fingerprintKey: KEYS.fingerprint, reading: READING };
  const decided = (decision: PlanDifference['decision'], one = row()): PlanRow => ({ ...one, differences: one.differences.map((each) => ({ ...each, decision })) });
  test('a row without an employee, or without a user, writes nothing there', () => {
    expect(toWrites(opened({ ...row(), employeeDbId: null }))).toEqual({ deed: 'update' });
    expect(toWrites(opened({ ...decided('xledger'), humaId: null }))).toEqual({ deed: 'update' });
  });
  test.each<[string, Partial<PlanRow>, string]>([['the user', {}, 'h1'], ['the employee', { humaId: null }, '7'], ['its place', { humaId: null, employeeDbId: null, row: 3 }, 'row-3']])('a row is known by %s', (_what, more, key) => expect(keyOf({ ...row(), ...more })).toBe(key));
  test('R20: who is no pair has no link', () => expect(linkAfter(opened({ ...row(), humaId: null }), ids, { stuck: new Set(), fell: new Set() }, how)).toBeUndefined());

  /** What is remembered afterwards: fields that are equal by then, those that are settled (`!`), and whether all of it has one fingerprint. */
  const remembered = (one: PlanRow, became: { stuck?: string[]; fell?: string[]; inHuma?: typeof KARI }): string[] => {
    const { baseline } = linkAfter(opened(one), ids, { stuck: new Set(became.stuck), fell: new Set(became.fell), inHuma: became.inHuma }, how)!;
    return (['phone', 'bankAccount', 'jobTitle', 'email', 'whole'] as (FieldKey | 'whole')[]).filter((key) => baseline[key] !== undefined).map((key) => `${key}${baseline[key]!.includes('!') ? '!' : ''}`);
  };
  const ALL = ['contact.phone', 'subledger.phone', 'subledger.bankAccount', 'contact.jobTitle'];
  test.each<[string, string[], string[], string[]]>([
    ['everything stuck', ALL, [], ['phone', 'bankAccount', 'jobTitle', 'email', 'whole']],
    ['one of two places stuck', ['contact.phone'], [], ['email', 'whole']],
    ['one place stuck, the other fell', ['contact.phone'], ['subledger.phone'], ['phone!', 'email']],
    ['everything fell', [], ALL, ['phone!', 'bankAccount!', 'jobTitle!', 'email']],
    ['nothing was reached', [], [], ['email', 'whole']],
  ])('R20: %s', (_what, stuck, fell, expected) => expect(remembered(row(), { stuck, fell })).toEqual(expected));
  test('R20: a field that Huma took is equal at all its places that it was taken from', () => {
    const one = decided('xledger');
    expect(remembered(one, { inHuma: { phone: KARI.phone } })).toEqual(['phone', 'email']);
    expect(remembered(one, { inHuma: { phone: KARI.phone, jobTitle: KARI.jobTitle, bankAccount: KARI.bankAccount } })).toEqual(['phone', 'bankAccount', 'jobTitle', 'email']);
    expect(remembered(decided('huma'), { inHuma: { phone: KARI.phone } })).toEqual(['email', 'whole']);
  });
});

describe('where a row is seen', () => {
  const says = [{ code: 'duplicate', says: 'Look.' }];
  test.each<[Partial<PlanRow>, string | undefined]>([
    [{ action: 'decide', proposal: 'update', situation: 'possibleMatch' }, 'needsAttention'],
    [{ situation: 'invalid', attention: says }, 'needsAttention'],
    [{ situation: 'invalid' }, undefined],
    [{ situation: 'onlyInXledger' }, 'onlyInXledger'],
    [{ situation: 'onlyInHuma', action: 'createInXledger', proposal: 'createInXledger', attention: says }, 'onlyInHuma'],
    [{ situation: 'different' }, 'differences'],
    [{ situation: 'different', attention: says }, 'needsAttention'],
    [{ situation: 'inSync', action: 'link', proposal: 'link', attention: says }, 'differences'],
    [{ situation: 'inSync' }, undefined],
    [{ situation: 'inSync', proposal: 'link', attention: says }, 'needsAttention'],
    [{ situation: 'inSync', proposal: 'link' }, undefined],
  ])('%j: %s', (more, outlet) => expect(outletOf({ situation: 'inSync', action: 'none', proposal: 'none', attention: [], ...more })).toBe(outlet));
});

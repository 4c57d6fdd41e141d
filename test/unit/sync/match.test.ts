/** Matching: R11, R12, R27, the entities of U15; and that it stays linear. */
import { indexXledger, match, type Match, type MatchOptions, type Seeker } from '../../../core/sync/match';
import type { XledgerIndexEntry } from '../../../core/xledger';
import { link } from './people';

const entry = (dbId: string, more: Partial<XledgerIndexEntry> = {}): XledgerIndexEntry => ({
  dbId, ownerDbId: '1', code: null, contactDbId: `${dbId}1`, contactEmail: null, contactPhone: null, subledgerDbId: `${dbId}2`, subledgerCode: null, subledgerEmail: null, subledgerPhone: null, ...more,
});
const seeker = (key: string, email: string | null, employmentId: string | null = null): Seeker => ({ key, humaId: key, email, employmentId });

function find(seekers: Seeker[], entries: XledgerIndexEntry[], links = [] as ReturnType<typeof link>[], options: MatchOptions = { by: ['email'] }): Match[] {
  const found = match(seekers, links, indexXledger(entries), options);
  return seekers.map(({ key }) => found.get(key) ?? { kind: 'none' });
}

describe('R11: by e-mail', () => {
  test.each([
    ['trimmed, in another case', ' Kari@EXAMPLE.no ', 'kari@example.no'],
    ['composed and decomposed', 'ka\u0301ri@example.no', 'k\u00e1ri@example.no'],
  ])('%s', (_, inHuma, inXledger) => {
    expect(find([seeker('h1', inHuma)], [entry('7', { contactEmail: inXledger })])).toEqual([{ kind: 'matched', by: 'email', employeeDbId: '7' }]);
  });

  test.each([
    ["the subledger's, where the contact has none", { subledgerEmail: 'kari@example.no' }, 'matched'],
    ["not the subledger's, where the contact has another", { contactEmail: 'other@example.no', subledgerEmail: 'kari@example.no' }, 'none'],
    ['a blank contact e-mail counts as none', { contactEmail: ' ', subledgerEmail: 'kari@example.no' }, 'matched'],
  ])('%s', (_, texts, kind) => {
    expect(find([seeker('h1', 'kari@example.no')], [entry('7', texts)])[0]?.kind).toBe(kind);
  });

  test.each([null, undefined, '', '  '])('an empty key (%j) never matches', (empty) => {
    expect(find([{ key: 'h1', humaId: 'h1', email: empty, employmentId: empty }], [entry('7', { contactEmail: '', code: '' }), entry('8', { contactEmail: ' ', code: ' ' })])).toEqual([{ kind: 'none' }]);
  });

  test('two in Xledger: ambiguous, with both', () => {
    const twice = [entry('7', { contactEmail: 'kari@example.no' }), entry('8', { contactEmail: 'KARI@example.no' })];
    expect(find([seeker('h1', 'kari@example.no')], twice)).toEqual([{ kind: 'ambiguous', why: 'severalInXledger', candidates: ['7', '8'] }]);
  });

  test('two in Huma: ambiguous for both, whether or not Xledger has one', () => {
    const both = [seeker('h1', 'kari@example.no'), seeker('h2', 'Kari@example.no')];
    expect(find(both, [entry('7', { contactEmail: 'kari@example.no' })]).map(({ kind }) => kind)).toEqual(['ambiguous', 'ambiguous']);
    expect(find(both, []).map(({ kind }) => kind)).toEqual(['ambiguous', 'ambiguous']);
  });
});

describe('R11: the employment ID', () => {
  const kari = entry('7', { contactEmail: 'old@example.no', code: '0042' });

  test('alone is a possible match that waits', () => expect(find([seeker('h1', 'new@example.no', '0042')], [kari])).toEqual([{ kind: 'possible', by: 'employmentId', employeeDbId: '7' }]));
  test('counts by itself where that is wanted', () => expect(find([seeker('h1', 'new@example.no', '0042')], [kari], [], { by: ['email', 'employmentId'] })).toEqual([{ kind: 'matched', by: 'employmentId', employeeDbId: '7' }]));
  test('leading zeros count', () => expect(find([seeker('h1', 'new@example.no', '42')], [kari])).toEqual([{ kind: 'none' }]));
  test('pointing at another person than the e-mail: ambiguous', () => {
    expect(find([seeker('h1', 'ola@example.no', '0042')], [kari, entry('8', { contactEmail: 'ola@example.no' })])).toEqual([{ kind: 'ambiguous', why: 'keysDisagree', candidates: ['8', '7'] }]);
  });
  test('claimed by two Huma users: ambiguous for both', () => {
    expect(find([seeker('h1', 'old@example.no'), seeker('h2', 'x@example.no', '0042')], [kari]).map(({ kind }) => kind)).toEqual(['ambiguous', 'ambiguous']);
  });
  test('U15: of another entity is somebody else\'s; an e-mail there is reported, not created twice', () => {
    const elsewhere = { by: ['email'] as const, ownerDbId: '1' };
    expect(find([seeker('h1', 'new@example.no', '0042')], [{ ...kari, ownerDbId: '2' }], [], elsewhere)).toEqual([{ kind: 'none' }]);
    expect(find([seeker('h1', 'old@example.no')], [{ ...kari, ownerDbId: '2' }], [], elsewhere)).toEqual([{ kind: 'ambiguous', why: 'anotherEntity', candidates: ['7'] }]);
  });
});

describe('R11: several keys and several people', () => {
  test('one by the e-mail, and two by the employment ID: several', () => {
    expect(find([seeker('h1', 'kari@example.no', '42')], [entry('7', { contactEmail: 'kari@example.no' }), entry('8', { code: '42' }), entry('9', { code: '42' })])).toEqual([{ kind: 'ambiguous', why: 'severalInXledger', candidates: ['7', '8', '9'] }]);
  });
  test('the e-mail alone, where only the employment ID counts, waits', () => {
    expect(find([seeker('h1', 'kari@example.no')], [entry('7', { contactEmail: 'kari@example.no' })], [], { by: ['employmentId'] })).toEqual([{ kind: 'possible', by: 'email', employeeDbId: '7' }]);
  });
  test('people without an e-mail have none in common', () => expect(find([seeker('h1', null), seeker('h2', null), seeker('h3', '')], [])).toEqual([{ kind: 'none' }, { kind: 'none' }, { kind: 'none' }]));
});

describe('R12: the link first', () => {
  const index = [entry('7', { contactEmail: 'kari@example.no' }), entry('8', { contactEmail: 'ola@example.no' })];

  test('whatever the e-mail says', () => expect(find([seeker('h1', 'ola@example.no')], index, [link('h1', '7')])).toEqual([{ kind: 'matched', by: 'link', employeeDbId: '7' }]));
  test('an employee who is linked to another user is not found by e-mail', () => {
    expect(find([seeker('h2', 'kari@example.no')], index, [link('h1', '7')])).toEqual([{ kind: 'ambiguous', why: 'linkedToAnother', candidates: ['7'] }]);
  });
  test('the linked user is not disturbed by it', () => expect(find([seeker('h1', 'kari@example.no'), seeker('h2', 'kari@example.no')], index, [link('h1', '7')])[0]).toEqual({ kind: 'matched', by: 'link', employeeDbId: '7' }));
  test('two links to one employee: ambiguous for both', () => {
    expect(find([seeker('h1', null), seeker('h2', null)], index, [link('h1', '7'), link('h2', '7')]).map(({ kind }) => kind)).toEqual(['ambiguous', 'ambiguous']);
  });
  test('the same link twice is one', () => expect(find([seeker('h1', null)], index, [link('h1', '7'), link('h1', '7')])).toEqual([{ kind: 'matched', by: 'link', employeeDbId: '7' }]));
  test('somebody without a Huma id finds the employee whom two others have: linked to another', () => {
    expect(find([{ key: 'item-0', humaId: null, email: 'kari@example.no' }], index, [link('h1', '7'), link('h2', '7')])).toEqual([{ kind: 'ambiguous', why: 'linkedToAnother', candidates: ['7'] }]);
  });
  test('R27: the employee of a deleted user is not taken for the new one', () => {
    expect(find([seeker('h2', 'kari@example.no')], index, [link('h1', '7', { state: 'deleted' })])).toEqual([{ kind: 'tombstoned', employeeDbId: '7' }]);
  });
});

test('100,000 people are matched in linear time: ten times as many take about ten times as many looks', () => {
  const looks = (count: number): number => {
    let seen = 0;
    const entries = Array.from({ length: count }, (_, n) => {
      const one = entry(String(n));
      Object.defineProperty(one, 'contactEmail', { get: () => { seen++; return `p${n}@example.no`; } });
      return one;
    });
    const seekers = Array.from({ length: count }, (_, n) => seeker(`h${n}`, `P${n}@example.no`));
    expect(find(seekers, entries).every(({ kind }) => kind === 'matched')).toBe(true);
    return seen;
  };
  expect(looks(100_000) / looks(10_000)).toBeCloseTo(10, 1);
});

// R12: links as tables keep them: whatever a column holds, the row is read, or named as damaged; never taken for no link.
import { linksFromItems, linkToItem } from '../../../../core/sync';
import { linkBook, linked } from '../../../../core/sync/link';
import { baselineFromText } from '../../../../core/sync/link/asText';
import { link } from '../people';

const ROW = linkToItem(link('h1', '7', { contactDbId: '71', subledgerDbId: '72', baseline: { email: 'a' } }));
const read = (more: Record<string, unknown>) => linksFromItems([{ ...ROW, ...more }]);
const AS_IT_IS = { contactDbId: '71', subledgerDbId: '72', baseline: { email: 'a' } };

describe('columns in other forms', () => {
  test.each<[string, Record<string, unknown>, ReturnType<typeof link>]>([
    ['an employee as a number', { employeeDbId: 8 }, link('h1', '8', AS_IT_IS)],
    ['a contact as a number', { contactDbId: 8 }, link('h1', '7', { ...AS_IT_IS, contactDbId: '8' })],
    ['a subledger as a number', { subledgerDbId: 8 }, link('h1', '7', { ...AS_IT_IS, subledgerDbId: '8' })],
    ['no contact', { contactDbId: null }, link('h1', '7', { ...AS_IT_IS, contactDbId: null })],
    ['no column for a subledger', { subledgerDbId: undefined }, link('h1', '7', { ...AS_IT_IS, subledgerDbId: null })],
    ['blanks around an employee', { employeeDbId: ' 8 ' }, link('h1', '8', AS_IT_IS)],
    ['blanks around the others', { contactDbId: ' 81 ', subledgerDbId: ' 82 ' }, link('h1', '7', { ...AS_IT_IS, contactDbId: '81', subledgerDbId: '82' })],
    ['blanks instead of them', { contactDbId: ' ', subledgerDbId: ' ' }, link('h1', '7', { ...AS_IT_IS, contactDbId: null, subledgerDbId: null })],
    ['blanks around ids of somebody deleted', { state: 'deleted', employeeDbId: ' 8 ', contactDbId: ' 81 ', baseline: '{}' }, link('h1', '8', { state: 'deleted', contactDbId: '81', subledgerDbId: '72' })],
    ['blanks around the Huma id', { humaId: ' h1 ' }, link('h1', '7', AS_IT_IS)],
    ['blanks around the connection', { connection: ' default ' }, link('h1', '7', AS_IT_IS)],
    ['no time', { changedAt: undefined }, link('h1', '7', { ...AS_IT_IS, changedAt: '' })],
    ['a baseline of blanks', { baseline: '  ' }, link('h1', '7', { ...AS_IT_IS, baseline: {} })],
    ['a baseline that is no text', { baseline: { email: 'b' } }, link('h1', '7', { ...AS_IT_IS, baseline: { email: 'b' } })],
  ])('%s', (_, more, expected) => expect(read(more)).toEqual({ links: [expected], damaged: [] }));

  test.each<[string, Record<string, unknown>, string]>([
    ['no connection', { connection: '' }, 'connection'],
    ['a connection that is no text', { connection: 5 }, 'connection'],
    ['an employee of blanks', { employeeDbId: ' ' }, 'employeeDbId'],
    ['no employee', { employeeDbId: undefined }, 'employeeDbId'],
    ['a negative number', { contactDbId: -1 }, 'contactDbId'],
    ['a time that is no text', { changedAt: 5 }, 'changedAt'],
    ['several columns', { state: 'perhaps', baseline: '{"email":', contactDbId: -1 }, 'state, contactDbId, baseline'],
    ['several prints', { baseline: '{"email":1,"phone":2}' }, 'baseline'],
  ])('damaged: %s', (_, more, why) => expect(read(more)).toEqual({ links: [], damaged: [{ item: 0, why }] }));

  test.each(['', ' ', null, undefined, 7])('nobody has the Huma id %j', (humaId) => expect(read({ humaId })).toEqual({ links: [], damaged: [] }));
});

test('the same baseline is always the same text, what stands for all of it first', () => {
  const baseline = { phone: 'p', email: 'e', whole: 'w', address: 'a', jobTitle: 'j' };
  for (const keys of [['phone', 'email', 'whole', 'address', 'jobTitle'], ['whole', 'jobTitle', 'address', 'email', 'phone'], ['address', 'whole', 'phone', 'jobTitle', 'email']] as (keyof typeof baseline)[][]) {
    expect(linkToItem(link('h1', '7', { baseline: Object.fromEntries(keys.map((key) => [key, baseline[key]])) })).baseline).toBe('{"whole":"w","address":"a","email":"e","jobTitle":"j","phone":"p"}');
  }
});

describe('a baseline that is read from its text when somebody looks into it', () => {
  const TEXT = '{"whole":"w","email":"e"}';
  const fresh = () => baselineFromText(TEXT)!;

  test('whatever is asked for first', () => {
    expect(fresh().whole).toBe('w');
    expect(fresh().email).toBe('e');
    expect(fresh().phone).toBeUndefined();
    expect(['email' in fresh(), 'whole' in fresh(), 'phone' in fresh()]).toEqual([true, true, false]);
    expect(Object.keys(fresh())).toEqual(['whole', 'email']);
  });

  test('what is put into it stands, first or later', () => {
    for (const looks of [() => undefined, (baseline: { email?: string }) => baseline.email]) {
      const baseline = fresh();
      looks(baseline);
      Object.assign(baseline, { whole: 'x', email: 'y' });
      expect([baseline.whole, baseline.email, JSON.stringify(baseline)]).toEqual(['x', 'y', '{"whole":"x","email":"y"}']);
    }
  });
});

describe('R12, R27: which of several rows counts', () => {
  const all = (...links: ReturnType<typeof link>[]) => linkBook(links, 'default').all.map(({ humaId, state }) => `${humaId} ${state}`);

  test('two users who are linked with one employee both stay, whatever else is known of the employee', () => {
    expect(all(link('h1', '7'), link('h2', '7'), link('h0', '7', { state: 'deleted' }))).toEqual(['h1 linked', 'h2 linked']);
  });
  test.each([[['back', 'old']], [['old', 'back']]])('a tombstone that is younger than the new link does not stand before it (%s)', (order) => {
    const rows: Record<string, ReturnType<typeof link>> = { old: link('h1', '7', { state: 'deleted', changedAt: '2026-04-01' }), back: link('h2', '7', { changedAt: '2026-03-01' }) };
    expect(all(...order.map((which) => rows[which]!))).toEqual(['h2 linked']);
  });
  test('nobody is asked for without a Huma id', () => expect(linkBook([link('h1', '7')], 'default').of(null)).toBeUndefined());
});

test('ids that could not be seen stay as they were known; without a link before there are none', () => {
  const [moment, ids] = [{ connection: 'default', humaId: 'h1', at: 'now' }, { employeeDbId: '7', contactDbId: null, subledgerDbId: null }];
  expect(linked(moment, ids, {}, link('h1', '7', { contactDbId: '71', subledgerDbId: '72' }))).toMatchObject({ contactDbId: '71', subledgerDbId: '72' });
  expect(linked(moment, ids, {})).toMatchObject({ contactDbId: null, subledgerDbId: null });
});

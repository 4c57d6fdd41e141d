/** Links as n8n's Data Table keeps them, and the words of results. */
import { fingerprint } from '../../../core/person';
import { linksFromItems, linkToItem } from '../../../core/sync';
import { linkBook, readRemembered, writeRemembered } from '../../../core/sync/link';
import { reasonFor, shortName } from '../../../core/sync/report';
import { link } from './people';

describe('links as items', () => {
  test('go out as text and come back as they were', () => {
    const links = [link('h1', '7', { contactDbId: '8', baseline: { phone: 'abc', email: 'def!ghi' } }), link('h2', '', { state: 'pending', employeeDbId: null })];
    const items = links.map(linkToItem);
    expect(items[0]).toEqual({ connection: 'default', humaId: 'h1', state: 'linked', employeeDbId: '7', contactDbId: '8', subledgerDbId: '', baseline: '{"email":"def!ghi","phone":"abc"}', changedAt: '2026-01-01T00:00:00.000Z' });
    expect(linksFromItems(items)).toEqual({ links, damaged: [] });
  });

  test('numbers, nulls, columns of n8n and an empty baseline are taken; an empty item is nobody', () => {
    const row = { id: 3, createdAt: 'x', connection: 'default', humaId: 'h1', state: 'linked', employeeDbId: 1100001, contactDbId: null, baseline: '', changedAt: null };
    expect(linksFromItems([{}, row, { humaId: '' }, null])).toEqual({ links: [link('h1', '1100001', { changedAt: '' })], damaged: [] });
  });

  test.each([
    ['baseline that is no JSON', { baseline: '{"email":' }, 'baseline'],
    ['unknown state', { state: 'perhaps' }, 'state'],
    ['linked with nobody', { employeeDbId: '' }, 'employeeDbId'],
  ])('a damaged row is named, not taken for no link: %s', (_, damage, why) => {
    expect(linksFromItems([{ ...linkToItem(link('h1', '7')), ...damage }])).toEqual({ links: [], damaged: [{ item: 0, why }] });
  });

  test('fields that are no longer supported are dropped from a baseline', () => {
    expect(linksFromItems([{ ...linkToItem(link('h1', '7')), baseline: '{"email":"a","shoeSize":"b"}' }]).links[0]?.baseline).toEqual({ email: 'a' });
  });

  test('of two rows for one user the newer counts', () => {
    const book = linkBook([link('h1', '8', { changedAt: '2026-02-01' }), link('h1', '7', { changedAt: '2026-01-01' })], 'default');
    expect(book.of('h1')?.employeeDbId).toBe('8');
  });

  test('a forgotten one is as if it had never been', () => {
    const book = linkBook([link('h1', '7', { changedAt: '2026-01-01', state: 'pending' }), link('h1', '', { changedAt: '2026-02-01', state: 'forgotten', employeeDbId: null })], 'default');
    expect([book.of('h1'), book.all]).toEqual([undefined, []]);
  });
});

describe('R27: who comes back replaces the tombstone', () => {
  const old = link('h1', '7', { state: 'deleted', changedAt: '2026-02-01' });
  const back = link('h2', '7', { changedAt: '2026-03-01' });
  const others = [link('h3', '8', { state: 'deleted' }), link('h4', '', { state: 'pending', employeeDbId: null }), link('h5', '', { state: 'deleted', employeeDbId: null })];

  test.each([[[old, back]], [[back, old]]])('once the employee is linked anew, whichever row comes first', (rows) => {
    const book = linkBook([...rows, ...others], 'default');
    expect(book.all.filter(({ employeeDbId }) => employeeDbId === '7')).toEqual([back]);
    expect(book.all).toEqual(expect.arrayContaining(others));
  });
  test('also where the tombstone is younger than the link', () => expect(linkBook([{ ...old, changedAt: '2026-04-01' }, back], 'default').all).toEqual([back]));
  test('the deleted user stays deleted: an event that comes late finds the tombstone', () => expect(linkBook([old, back], 'default').of('h1')).toEqual(old));
  test('deleted again, the later tombstone counts', () => {
    const again = link('h2', '7', { state: 'deleted', changedAt: '2026-05-01' });
    for (const rows of [[old, again], [again, old]]) expect(linkBook(rows, 'default').all).toEqual([again]);
  });
  test('of another connection nothing is replaced', () => expect(linkBook([old, { ...back, connection: 'other' }], 'default').all).toEqual([old]));
});

const [KEY, ANOTHER] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const [a, b, other] = [fingerprint(KEY, 'phone', 'a'), fingerprint(KEY, 'phone', 'b'), fingerprint(ANOTHER, 'phone', 'a')];

test.each([{}, { synced: a }, { settled: b }, { synced: a, settled: b }])('what is remembered of a field is one text: %j', (remembered) => {
  expect(readRemembered(writeRemembered(remembered), KEY)).toEqual(remembered);
});

test.each([[{ synced: other }, {}], [{ synced: other, settled: other }, {}], [{ synced: other, settled: b }, { settled: b }]])('of another key nothing is remembered: %j', (remembered, left) => {
  expect(readRemembered(writeRemembered(remembered), KEY)).toEqual(left);
});

test.each([
  [{ givenName: 'Kari', familyName: 'testesen' }, 'Kari T.'],
  [{ givenName: 'Åse Marie', familyName: 'Ødegård' }, 'Åse Marie Ø.'],
  [{ givenName: 'Kari' }, 'Kari'],
  [{ familyName: 'Testesen' }, 'T.'],
  [{}, null],
])('%j is called %j', (person, name) => expect(shortName(person)).toBe(name));

test('a reason reads like a sentence', () => {
  const told = { name: 'Kari T.', employmentId: '1042', dryRun: false, written: ['E-mail', 'Phone Number'] };
  expect(reasonFor('updated', told)).toBe('Kari T.: E-mail and Phone Number were updated in Xledger.');
  expect(reasonFor('updated', { ...told, dryRun: true, written: ['E-mail'] })).toBe('Kari T.: E-mail would be updated in Xledger.');
  expect(reasonFor('created', told)).toBe('Kari T. was added to Xledger as employee 1042.');
  expect(reasonFor('requiredMissing', { ...told, about: ['E-mail'] })).toContain('E-mail is missing in Huma');
  expect(reasonFor('ambiguous', { ...told, name: null, candidates: ['employee 1', 'employee 2'] })).toContain('who this person is in Xledger (employee 1, employee 2)');
});

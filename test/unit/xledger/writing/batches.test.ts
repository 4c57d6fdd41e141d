// U10, U11: what became of each node of a batch, and in which requests that was found out.
import { NoReply } from '../../../../core/person';
import { sendAll, type Batch, type Node } from '../../../../core/xledger/writing';
import type { Learnt } from '../../../../core/xledger/run';
import { reply, scriptedRun, taken, taking, type Inputs, type Scripted } from '../scripted';

const nodes = (count: number): Node[] => Array.from({ length: count }, (_, n) => ({ clientId: `n${n}`, person: `p${n}`, dbId: String(100 + n), parts: [{ keys: { phone: String(n) } }] }));

/** Runs a batch against a server. `there`: those that a look finds, by clientId. */
async function sent(count: number, answer: (inputs: Inputs, request: number) => Scripted | undefined, { there = () => [], learnt, name = 'updateContacts' }: { there?: (look: number) => string[]; learnt?: Partial<Learnt>; name?: Batch['name'] } = {}) {
  const requests: string[][] = [];
  let looks = 0;
  const { run, clock } = scriptedRun([taking({ [name]: ({ inputs }) => {
    requests.push(inputs.map(({ clientId }) => clientId ?? '-'));
    return answer(inputs, requests.length);
  } })], { introspection: 'closed', ...learnt });
  const batch: Batch = { name, look: (open) => Promise.resolve({ there: new Map((looks += 1) ? there(looks).filter((id) => open.some(({ clientId }) => clientId === id)).map((id) => [id, id.slice(1)]) : []) }), recognise: ({ dbId }, all) => all.find((node) => node.dbId === dbId) };
  const ends = await sendAll(run, batch, nodes(count));
  const kinds = Object.fromEntries([...ends].map(([id, end]) => [id, end.kind === 'taken' ? `taken ${end.dbId}` : end.kind === 'refused' ? `refused: ${end.fault.says}` : `stopped: ${end.stop.code} ${end.stop.says}`]));
  return { kinds, requests, looks: () => looks, slept: clock.slept, run };
}

const error = (message: string, more: object = {}, data: unknown = null) => reply({ data, errors: [{ message, ...more }] });
const has = (inputs: Inputs, ...ids: string[]) => inputs.some(({ clientId }) => ids.includes(clientId ?? ''));

test('all at once, at most five hundred in a request', async () => {
  const { kinds, requests } = await sent(501, () => undefined);
  expect(requests.map(({ length }) => length)).toEqual([500, 1]);
  expect([Object.keys(kinds).length, kinds.n0, kinds.n500]).toEqual([501, 'taken 100', 'taken 600']);
});

test('a row that comes back without a clientId is known by what it says; one that says nothing known, by a look', async () => {
  const answer = (inputs: Inputs) => reply({ data: { updateContacts: { edges: [{ clientId: null, node: { dbId: inputs[1]?.node.dbId } }, null, { clientId: 'n0', node: null }, { clientId: 'x', node: { dbId: 5 } }] } } });
  const { kinds, looks } = await sent(2, answer, { there: () => ['n0'] });
  expect([kinds, looks()]).toEqual([{ n1: 'taken 101', n0: 'taken 0' }, 1]);
});

test('one is refused: halves, until it stands alone; the others are taken', async () => {
  const { kinds, requests } = await sent(4, (inputs) => (has(inputs, 'n2') ? error('The row is locked', { code: 'LOCKED' }) : undefined));
  expect(requests).toEqual([['n0', 'n1', 'n2', 'n3'], ['n0', 'n1'], ['n2', 'n3'], ['n2'], ['n3']]);
  expect(kinds).toEqual({ n0: 'taken 100', n1: 'taken 101', n2: 'refused: The row is locked', n3: 'taken 103' });
});

test('where the errors name positions, those go alone and the others together', async () => {
  const { kinds, requests } = await sent(5, (inputs) => (has(inputs, 'n1', 'n3') ? reply({ data: null, errors: inputs.flatMap(({ clientId }, n) => (has([{ clientId, node: {} }], 'n1', 'n3') ? [{ message: 'No', code: 'X', path: ['updateContacts', 'inputs', n, 'node'] }] : [])) }) : undefined));
  expect(requests).toEqual([['n0', 'n1', 'n2', 'n3', 'n4'], ['n0', 'n2', 'n4'], ['n1'], ['n3']]);
  expect([kinds.n1, kinds.n2, kinds.n3]).toEqual(['refused: No', 'taken 102', 'refused: No']);
});

test('left out without a word while another was taken: looked for, and refused', async () => {
  const { kinds, requests } = await sent(2, (inputs) => reply({ data: { updateContacts: { edges: inputs.filter(({ clientId }) => clientId === 'n0').map(({ clientId, node }) => ({ clientId, node: { dbId: node.dbId } })) } } }));
  expect(requests).toEqual([['n0', 'n1']]);
  expect(kinds).toEqual({ n0: 'taken 100', n1: 'refused: Xledger left this row out without saying why' });
});

describe('no answer', () => {
  const lost = new NoReply('connectionLost', false);

  test('an update is looked for, three times within 20 seconds, and sent again only where it is not there', async () => {
    const { kinds, requests, slept, looks } = await sent(2, (_inputs, request) => (request === 1 ? lost : undefined), { there: (look) => (look === 3 ? ['n0'] : []) });
    expect([requests, looks()]).toEqual([[['n0', 'n1'], ['n1']], 3]);
    expect(kinds).toEqual({ n0: 'taken 0', n1: 'taken 101' });
    expect(slept).toEqual([5_000, 15_000, 2_000]);
  });

  test('an add is looked for over a minute', async () => {
    const { slept, requests } = await sent(1, (_inputs, request) => (request === 1 ? lost : undefined), { name: 'addContacts' });
    expect([slept, requests]).toEqual([[5_000, 15_000, 40_000, 2_000], [['n0'], ['n0']]]);
  });

  test('seen at once: no waiting', async () => {
    const { slept, requests } = await sent(2, () => lost, { there: () => ['n0', 'n1'] });
    expect([slept, requests.length]).toEqual([[], 1]);
  });

  test('a status of a proxy ends the waiting for an update, not for an add', async () => {
    const answer = (_inputs: Inputs, request: number) => (request === 1 ? reply('', 503) : undefined);
    expect((await sent(1, answer)).slept).toEqual([2_000]);
    expect((await sent(1, answer, { name: 'addContacts' })).slept).toEqual([5_000, 15_000, 40_000, 2_000]);
  });

  test('a time that the server names is waited for, where it is longer', async () => {
    expect((await sent(1, (_inputs, request) => (request === 1 ? reply('', 503, { 'retry-after': '30' }) : undefined))).slept).toEqual([30_000]);
    expect((await sent(1, (_inputs, request) => (request === 1 ? reply('', 503, { 'retry-after': '1' }) : undefined))).slept).toEqual([2_000]);
  });

  test('three times in vain: nobody knows, and the next run looks again', async () => {
    const { kinds, requests, slept } = await sent(1, () => lost);
    expect([kinds, requests.length]).toEqual([{ n0: 'stopped: outcomeUnknown The connection to Xledger was lost.' }, 3]);
    expect(slept).toEqual([5_000, 15_000, 2_000, 5_000, 15_000, 4_000, 5_000, 15_000]);
  });

  test('several that fail a second time are halved: one of them may be why', async () => {
    const { requests, kinds } = await sent(4, (inputs) => (has(inputs, 'n3') ? lost : undefined));
    expect(requests.slice(0, 5)).toEqual([['n0', 'n1', 'n2', 'n3'], ['n0', 'n1', 'n2', 'n3'], ['n0', 'n1'], ['n2', 'n3'], ['n2', 'n3']]);
    expect([kinds.n2, kinds.n3]).toEqual(['taken 102', 'stopped: outcomeUnknown The connection to Xledger was lost.']);
  });
});

test('an error that nobody explains is no last word: alone three times', async () => {
  const { kinds, requests, slept } = await sent(2, (inputs) => (has(inputs, 'n1') ? error('Something went wrong') : undefined));
  expect(requests).toEqual([['n0', 'n1'], ['n0'], ['n1'], ['n1'], ['n1']]);
  expect([kinds.n1, slept]).toEqual(['refused: Something went wrong', [2_000, 4_000]]);
});

test('seen at a later look, it was taken after all', async () => {
  const { kinds, requests } = await sent(1, () => error('Something went wrong'), { there: (look) => (look === 2 ? ['n0'] : []) });
  expect([kinds, requests.length]).toEqual([{ n0: 'taken 0' }, 2]);
});

test('of which several new rows could be it: stopped, and nothing sent again', async () => {
  const { run } = scriptedRun([new NoReply('connectionLost', false)]);
  const ends = await sendAll(run, { name: 'addContacts', look: () => Promise.resolve({ there: new Map(), unclear: ['n0'] }), recognise: () => undefined }, nodes(1));
  expect(ends.get('n0')).toEqual({ kind: 'stopped', stop: { code: 'outcomeUnknown', says: 'Several new rows in Xledger could be the one that was just added.', retry: true } });
});

test('a look that fails after silence stays until nothing can come late, then stops everybody', async () => {
  const failing = (name: Batch['name'], looks: number) => {
    let look = 0;
    const { run, clock } = scriptedRun([new NoReply('connectionLost', false), reply('', 401)]);
    const batch: Batch = { name, look: async () => (look++ < looks ? { there: new Map() } : { there: new Map([['n0', String(await run.calls.ask(run.operation, '{ x }', {}))]]) }), recognise: () => undefined };
    return sendAll(run, batch, nodes(2)).then((ends) => [[...ends.values()].map((end) => end.kind === 'stopped' && end.stop.code), clock.slept]);
  };
  expect(await failing('addContacts', 0)).toEqual([['credential', 'credential'], [60_000]]);
  expect(await failing('addContacts', 2)).toEqual([['credential', 'credential'], [5_000, 15_000, 40_000]]);
  expect(await failing('addContacts', 3)).toEqual([['credential', 'credential'], [5_000, 15_000, 40_000]]);
  expect(await failing('updateContacts', 1)).toEqual([['credential', 'credential'], [5_000, 15_000]]);
});

describe('a right that is missing', () => {
  const denied = error('Access is denied');

  test('to all: the first and the last are asked alone, and the others are not sent', async () => {
    const { kinds, requests } = await sent(6, () => denied);
    expect(requests).toEqual([['n0', 'n1', 'n2', 'n3', 'n4', 'n5'], ['n0'], ['n5']]);
    expect(new Set(Object.values(kinds))).toEqual(new Set(['stopped: scope Access is denied.']));
    expect(Object.keys(kinds)).toHaveLength(6);
  });

  test('to one row: that one is refused', async () => {
    const { kinds, requests } = await sent(4, (inputs) => (has(inputs, 'n0') ? denied : undefined));
    expect(requests).toEqual([['n0', 'n1', 'n2', 'n3'], ['n0'], ['n3'], ['n1', 'n2']]);
    expect(kinds).toEqual({ n0: 'refused: Access is denied', n1: 'taken 101', n2: 'taken 102', n3: 'taken 103' });
  });

  test('to the only one: everything stops', async () => {
    expect((await sent(1, () => denied)).kinds).toEqual({ n0: 'stopped: scope Access is denied.' });
  });
});

describe('many are refused alike', () => {
  const LIKE = { code: 'LOCKED' };

  test('after ten alone and three from the far end, the others are not sent', async () => {
    const { kinds, requests } = await sent(64, () => error('Row 7 is locked in period 12', LIKE));
    const alone = requests.filter(({ length }) => length === 1).map(([id]) => id);
    expect(alone).toEqual([...Array.from({ length: 10 }, (_, n) => `n${n}`), 'n63', 'n62', 'n61']);
    expect([Object.keys(kinds).length, new Set(Object.values(kinds))]).toEqual([64, new Set(['refused: Row 7 is locked in period 12'])]);
  });

  test('numbers in the words and in the path make no difference', async () => {
    let n = 8;
    const { requests } = await sent(64, (inputs) => error(`Row ${(n += 7)} is locked`, { ...LIKE, path: ['updateContacts', 'inputs', inputs.length === 1 ? n : 'node'] }));
    expect(requests.filter(({ length }) => length === 1)).toHaveLength(13);
  });

  test.each<[string, (inputs: Inputs) => Scripted | undefined]>([
    ['other words', (inputs) => error(has(inputs, 'n4') ? 'It is closed' : 'It is locked', LIKE)],
    ['another place', (inputs) => error('It is locked', { ...LIKE, path: [has(inputs, 'n4') ? 'phone' : 'email'] })],
    ['one of them was taken', (inputs) => (inputs.length === 1 && has(inputs, 'n4') ? undefined : error('It is locked', LIKE))],
    ['one at the far end is taken', (inputs) => (inputs.length === 1 && has(inputs, 'n63') ? undefined : error('It is locked', LIKE))],
  ])('%s: each is asked alone', async (_what, answer) => {
    const { requests } = await sent(64, answer);
    expect(requests.filter(({ length }) => length === 1)).toHaveLength(64);
  });

  test('fewer than that, or groups of one at the far end: each is asked alone', async () => {
    for (const count of [9, 12, 13]) {
      const { requests } = await sent(count, () => error('It is locked', LIKE));
      expect(new Set(requests.filter(({ length }) => length === 1).map(([id]) => id)).size).toBe(count);
    }
  });
});

test('an update of which the server knows nothing is not sent', async () => {
  const { kinds, requests } = await sent(2, () => undefined, { learnt: { missingKeys: new Set(['updateContacts.phone']) } });
  expect([kinds, requests]).toEqual([{}, []]);
});

test('without a key that all need, everybody stops before anything is sent', async () => {
  const { kinds, requests } = await sent(2, () => undefined, { learnt: { missingKeys: new Set(['updateContacts.dbId']) } });
  expect([new Set(Object.values(kinds)), requests]).toEqual([new Set(['stopped: inputMissing Xledger\'s updateContacts takes no "dbId", and nobody can be changed without it: nothing more was written']), []]);
});

test('what was taken before a stop stays taken', async () => {
  const { kinds } = await sent(501, (inputs, request) => (request === 1 ? taken('updateContacts', inputs) : reply('', 401)));
  expect([kinds.n0, kinds.n500]).toEqual(['taken 100', 'stopped: credential Xledger does not accept the API token (status 401).']);
});

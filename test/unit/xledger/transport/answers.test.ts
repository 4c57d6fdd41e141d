// xledger.md 2: what one reply means, and what may be shown of it.
import { answerOf } from '../../../../core/xledger/transport/answers';
import { shown, unknownFieldIn } from '../../../../core/xledger/transport/says';
import { NOW } from '../scripted';

const json = (data: unknown, errors?: unknown, status = 200, retryAfter: string | null = null) => answerOf({ kind: 'json', status, retryAfter, data, errors }, NOW);
const ROWS = { employees: { edges: [] } };

test.each<[string, Parameters<typeof json>, object]>([
  ['data', [ROWS], { kind: 'done', data: ROWS }],
  ['data, whatever a good status says', [ROWS, undefined, 404], { kind: 'done' }],
  ['data beside errors that are none', [ROWS, []], { kind: 'done' }],
  ['data with a status of 500', [ROWS, undefined, 500], { kind: 'unknown', because: 'unavailable', faults: [{ says: 'Xledger is not available right now (status 500)' }] }],
  ['data with a status of 499', [ROWS, undefined, 499], { kind: 'done' }],
  ['neither', [null], { kind: 'unknown', because: 'unavailable', faults: [{ says: 'Xledger answered with something that is no answer (status 200)' }] }],
  ['a list for data', [[ROWS]], { kind: 'unknown', because: 'unavailable' }],
  ['a text for data', ['rows'], { kind: 'unknown', because: 'unavailable' }],
  ['neither, forbidden', [null, undefined, 403], { kind: 'refused', because: { code: 'scope' } }],
  ['neither, too many requests', [null, undefined, 429, '20'], { kind: 'wait', until: NOW + 20_000, because: { code: 'burst' } }],
  ['not available, with a time', [null, undefined, 503, '30'], { kind: 'unknown', until: NOW + 30_000 }],
  ['an error that is mere text', [null, 'Nei'], { kind: 'unknown', because: 'errors', faults: [{ code: 'refused', says: 'Nei', path: '', unexplained: true }] }],
  ['an error that is an object', [null, { message: 'Nei' }], { kind: 'unknown', because: 'errors', faults: [{ says: 'Nei' }] }],
  ['an error without words', [null, [{}]], { kind: 'unknown', faults: [{ says: 'Xledger refused the request' }] }],
  ['errors of wrong types', [null, [{ message: 7, code: {}, path: 'x', extensions: 'y' }]], { kind: 'unknown', faults: [{ says: 'Xledger refused the request', path: '' }] }],
  ['data: an empty part says that nothing was done', [{ updateContacts: null }, [{ message: 'Insufficient credits', extensions: { resetAt: '2026-03-02T06:40:00Z' } }]], { kind: 'wait', until: Date.parse('2026-03-02T06:40:00Z') }],
  ['data: a part that is there says that something was', [{ updateContacts: { edges: [] } }, [{ message: 'Insufficient credits' }]], { kind: 'unknown', because: 'errors' }],
  ['refused, and something was done', [{ updateContacts: { edges: [] } }, [{ message: 'Access is denied' }]], { kind: 'unknown', because: 'errors', faults: [{ code: 'scope' }] }],
  ['a refusal weighs more than a limit', [null, [{ message: 'Too many requests' }, { message: 'Access is denied' }]], { kind: 'refused', because: { code: 'scope' } }],
  ['a limit weighs more than what is open', [null, [{ message: 'query timed out' }, { message: 'Too many requests' }]], { kind: 'wait', because: { code: 'burst' } }],
  ['a time-out', [null, [{ message: 'Oops' }, { message: 'query timed out' }], 200, '9'], { kind: 'unknown', because: 'timedOut', until: NOW + 9_000 }],
  ['a code explains', [null, [{ message: 'Oops', code: 'X' }]], { kind: 'unknown', faults: [{ path: '' }] }],
  ['a code in the extensions explains', [null, [{ message: 'Oops', extensions: { code: 'X' } }]], { kind: 'unknown', faults: [{ path: '' }] }],
  ['a place explains', [null, [{ message: 'Oops', path: ['updateContacts', 3] }]], { kind: 'unknown', faults: [{ path: 'updateContacts.3' }] }],
])('%s', (_what, given, expected) => {
  expect(json(...given)).toMatchObject(expected);
});

test('what explains itself is not called unexplained', () => {
  for (const error of [{ code: 'X' }, { extensions: { code: 'X' } }, { path: ['a'] }]) expect(json(null, [{ message: 'Oops', ...error }])).not.toMatchObject({ faults: [{ unexplained: true }] });
});

test.each([
  ['a page while one logs in', 401, { kind: 'refused', because: { code: 'credential' } }],
  ['a page that forbids', 403, { kind: 'refused', because: { code: 'credential' } }],
  ['another place', 302, { kind: 'refused', because: { code: 'noSuchAddress' } }],
  ['300', 300, { kind: 'refused', because: { code: 'noSuchAddress' } }],
  ['399', 399, { kind: 'refused', because: { code: 'noSuchAddress' } }],
  ['400', 400, { kind: 'unknown', because: 'unavailable' }],
  ['no such page', 404, { kind: 'refused', because: { code: 'noSuchAddress', says: 'There is no Xledger at this address (status 404)' } }],
  ['no such method', 405, { kind: 'refused' }],
  ['gone', 410, { kind: 'refused' }],
  ['slow down', 429, { kind: 'wait', because: { code: 'burst' } }],
  ['half a reply', 200, { kind: 'unknown', because: 'unavailable', faults: [{ says: 'Xledger answered with something that is not JSON, as it does during maintenance (status 200)' }] }],
])('not JSON: %s', (_what, status, expected) => {
  expect(answerOf({ kind: 'notJson', status, retryAfter: null }, NOW)).toMatchObject(expected);
});

test.each([
  ['timeout', false, { kind: 'unknown', because: 'timedOut', faults: [{ code: 'timedOut', says: 'Xledger did not answer in time' }] }],
  ['connectionLost', false, { kind: 'unknown', because: 'noReply', faults: [{ code: 'unavailable', says: 'The connection to Xledger was lost' }] }],
  ['notConnected', true, { kind: 'wait', because: { code: 'unavailable', says: 'Xledger cannot be reached' } }],
  ['addressUnknown', true, { kind: 'wait', because: { says: 'The address of Xledger is not known to the network' } }],
  ['certificate', true, { kind: 'refused', because: { code: 'noSuchAddress', says: 'The certificate of Xledger\'s address is not trusted' } }],
  ['addressNotReadable', true, { kind: 'refused', because: { code: 'noSuchAddress', says: 'The address of Xledger is not a web address' } }],
] as const)('nothing came: %s', (because, neverSent, expected) => {
  expect(answerOf({ kind: 'nothing', because, neverSent }, NOW)).toMatchObject(expected);
});

describe('which field and where', () => {
  const faultOf = (message: string, more: object = {}) => {
    const answer = json(null, [{ message, ...more }]);
    return answer.kind === 'refused' ? answer.because : answer.kind === 'unknown' ? answer.faults[0] : undefined;
  };

  test.each<[string, string, string | undefined]>([
    ['subledger.code: No value matching owner 5, code \'1\'.', 'subledger.code', undefined],
    ['Variable "$inputs" got invalid value at "inputs[3].node.phone"', 'inputs.3.node.phone', undefined],
    ['It is about $inputs[1].node', 'inputs.1.node', undefined],
    ['Field "node.email" is wrong', 'node.email', 'node.email'],
    ['The field: bank_account is wrong', 'bank_account', 'bank_account'],
    ['Required field jobTitle is missing', 'jobTitle', 'jobTitle'],
    ['Unrecognized input fields \'jobTitle\' for type \'X\'', '', 'jobTitle'],
    ['Unknown field jobTitle', 'jobTitle', 'jobTitle'],
    ['Nothing of the kind', '', undefined],
    ['fieldset 7 is wrong', '', undefined],
  ])('%s', (message, path, field) => {
    expect([faultOf(message)?.path, faultOf(message)?.field]).toEqual([path, field]);
  });

  test('what the path says comes before what the words say', () => {
    expect(faultOf('Field "phone" is wrong', { path: ['updateContacts', 'inputs', 2] })?.path).toBe('updateContacts.inputs.2.phone');
  });

  test('a validation error is of the kind that its words tell', () => {
    const invalid = { extensions: { code: 'INVALID_VALUE' } };
    expect(faultOf('Field "x" is not defined by type "Y".', invalid)?.code).toBe('unknownField');
    expect(faultOf('Field "x" of required type "String!" was not provided.', invalid)?.code).toBe('requiredMissing');
    expect(faultOf('Int cannot represent', invalid)?.code).toBe('wrongType');
  });

  test('alternatives come with a lookup that found nothing', () => {
    expect(faultOf('Several', { extensions: { exampleValidInputs: [{ code: '1' }] } })?.code).toBe('lookupNotFound');
    expect(faultOf('Several', { extensions: { exampleValidInputs: null } })?.code).toBe('refused');
  });
});

test('each field that the schema lacks, and of which type', () => {
  expect(json(null, [{ message: 'Cannot query field "a" on type "B".' }, { message: 'Cannot query field \'c\'.' }, { message: 'Unknown argument "d" on field "e".' }])).toMatchObject({ kind: 'refused', unknownFields: [{ field: 'a', type: 'B' }, { field: 'c', type: undefined }] });
  expect([unknownFieldIn('Cannot query field: jobTitle on type: Contact'), unknownFieldIn('Nothing'), unknownFieldIn('cannot query  field "x"')]).toEqual([{ field: 'jobTitle', type: 'Contact' }, undefined, undefined]);
});

test.each<[string, string, string[]]>([
  ['Unknown argument "filter" on field "Query.employees".', 'Xledger\'s schema has no argument filter on Query.employees', []],
  ['Unrecognized input field "jobTitle" for type "AddContacts".', 'Xledger\'s schema has no input field jobTitle on AddContacts', []],
  ['path:  No value matching owner 5, code \'x\'', 'path: nothing in owner 5 has the code x', []],
  [`No value matching owner 5, code '${'k'.repeat(60)}'`, `nothing in owner 5 has the code ${'k'.repeat(40)}`, []],
  ['The value Kari Tveit-Åsen is odd', 'The value …', []],
  ['Kari Tveit-Åsen and Kari are odd', '… and … are odd', ['Kari', 'Kari Tveit-Åsen']],
  ['Karianne is odd, Kari is odd', 'Karianne is odd, … is odd', ['Kari']],
  ['ikkeOle Nordmannher', 'ikke…her', ['Ole Nordmann']],
  ['Ås is short', 'Ås is short', ['Ås']],
  ['  Blanks   and\ttabs  ', 'Blanks and tabs', []],
  ['An open \'quote and no end', 'An open "…"', []],
  ['An open «quote and no end', 'An open "…"', []],
  ['An open “quote and no end', 'An open "…"', []],
  ['An open `quote and no end', 'An open "…"', []],
  ['An open "quote and no end', 'An open "…"', []],
  ['Tom\'s row, 5\'s row', 'Tom\'s row, 5\'s row', []],
  ['It ends with signs.,:;', 'It ends with signs', []],
])('shown: %s', (message, expected, sent) => {
  expect(shown(message, sent)).toBe(expected);
});

test('the longest message is cut with a sign of it', () => {
  expect(shown('ord '.repeat(100))).toBe(`${'ord '.repeat(60)}…`);
  expect(shown(`${'ord '.repeat(59)}slut`)).toBe(`${'ord '.repeat(59)}slut`);
});

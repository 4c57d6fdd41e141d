// Messages of the server that may be shown.
import fc from 'fast-check';
import { schemaPath, shown, textsIn } from '../../../core/xledger/transport/says';

test.each([
  ['Cannot query field "jobTitle" on type "Employee".', "Xledger's schema has no field jobTitle on Employee"],
  ['Variable "$inputs" got invalid value { a: "Kari" } at "inputs[0].node"; Field "id" of required type "String!" was not provided.', 'Xledger requires id'],
  ['Variable "$inputs" got invalid value { a: "Kari" } at "inputs[0].node"; Field "foo" is not defined by type "AddContactsInputNode".', "Xledger's schema has no input field foo on AddContactsInputNode"],
  ["subledger.code: No value matching owner 5001, code '015'.", 'subledger.code: nothing in owner 5001 has the code 015'],
  ["No value matching owner 5001, code '015'.", 'nothing in owner 5001 has the code 015'],
  ["subledger.bankAccount: No value matching owner 5001, code '123'.", 'subledger.bankAccount: nothing in owner 5001 has the code …'],
  ["subledger.code: No value matching owner 5001, code '01019012345'.", 'subledger.code: nothing in owner 5001 has the code …'],
  ["The value '86011117947' is not valid.", 'The value …'],
  ["The value is mandatory.", 'The value is mandatory'],
  ['Account 8601.11.17947 is closed', 'Account … is closed'],
  ['Born 010190 12345 or 1990-01-31', 'Born … or …'],
  ['Mail to kari@example.no failed', 'Mail to … failed'],
  ['Name "Kari" and “Tveit” and «Oslo» are odd', 'Name "…" and "…" and "…" are odd'],
  ['The employee is closed and cannot be changed.', 'The employee is closed and cannot be changed'],
])('%s', (message, expected) => {
  expect(shown(message)).toBe(expected);
});

test('a message is one line and not longer than a sentence or two', () => {
  const long = shown(`Line one\n\tline two ${'word '.repeat(200)}`);
  expect(long).not.toMatch(/[\n\t]/);
  expect(long.length).toBeLessThanOrEqual(241);
});

test('R39: no text that was sent comes back, wherever the server puts it', () => {
  const secret = fc.string({ minLength: 3, maxLength: 30, unit: 'grapheme' }).filter((text) => text.trim().length >= 3);
  fc.assert(
    fc.property(secret, fc.constantFrom('Could not store % for this person', '%: refused', 'Because of %, no', 'x (%) y', '"%" is bad', 'The value % is bad'), (value, frame) => {
      const said = shown(frame.replace('%', () => value), textsIn({ inputs: [{ node: { a: value } }] }));
      const rest = frame.replace('%', '');
      if (!rest.toLowerCase().includes(value.trim().toLowerCase())) expect(said.toLowerCase()).not.toContain(value.trim().replace(/\s+/g, ' ').toLowerCase());
    }),
    { numRuns: 500 },
  );
});

test('paths keep words of the schema and positions only', () => {
  expect(schemaPath(['updateContacts', 'inputs', 3, 'node', 'phone'])).toBe('updateContacts.inputs.3.node.phone');
  expect(schemaPath('inputs[3].node.phone')).toBe('inputs.3.node.phone');
  expect(schemaPath(['a', '01019012345', 'kari@example.no', 'two words'])).toBe('a');
});

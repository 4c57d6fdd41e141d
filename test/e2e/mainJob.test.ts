// The main job in a real n8n: what is changed in Huma is in Xledger within ten seconds, by the webhook and the shipped flows.
import { FIELDS } from '../../core/person';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { FIELD_EDITS } from './fieldEdits';
import { changesSince, editInHuma, employeeWith, everythingInXledger, linksIn, rowsOf, settled, startStack, until, type Stack } from './harness';

const PROMISED = 10_000;
const people = inventPeople(20);
let stack: Stack;

beforeAll(async () => { stack = await startStack({ huma: { seed: people }, xledger: { seed: people } }); }, 300_000);
afterAll(() => stack?.stop());

test('R11: activation links everyone who has the same e-mail, and writes nothing to Xledger', async () => {
  expect(await linksIn(stack, { state: 'linked' })).toHaveLength(people.length);
  expect(stack.xledger.state.changes).toEqual([]);
});

const CASES = FIELDS.map(({ key, label, targets }, n) => ({ label, targets, edit: FIELD_EDITS[key], person: people[n] as InventedPerson }));

test.each(CASES)('$label: changed in Huma, it is at its every path in Xledger within ten seconds, and nothing else changes', async ({ label, targets, edit, person }) => {
  const wanted = edit.xledger(person);
  for (const { key } of targets) expect(Object.keys(wanted).filter((path) => path === key || path.startsWith(`${key}.`))).not.toEqual([]);
  const before = everythingInXledger(stack);
  const { dbId } = employeeWith(stack, person.email);
  const ofThePerson = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).map(([path, value]) => [`${path} of ${dbId}`, value]));

  await editInHuma(stack, person.email, edit.huma(person));
  const arrived = (changes: Record<string, string | null>) => Object.entries(ofThePerson(wanted)).every(([path, value]) => changes[path] === value);
  await until(async () => changesSince(before, everythingInXledger(stack)), arrived, PROMISED, `${label} did not arrive`);
  await settled(stack);
  expect(changesSince(before, everythingInXledger(stack))).toEqual(ofThePerson({ ...wanted, ...edit.follows?.(person) }));
});

test('afterwards the log holds nothing: nobody was skipped and nothing failed', async () => {
  expect(await rowsOf(stack, 'xledger_log')).toEqual([]);
});

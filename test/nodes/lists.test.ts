/** The lists that the editor fills while somebody sets up a node. */
import { HumaFindUsers } from '../../nodes/HumaFindUsers/HumaFindUsers.node';
import { XledgerFindEmployees } from '../../nodes/XledgerFindEmployees/XledgerFindEmployees.node';
import { XledgerUpsertEmployee } from '../../nodes/XledgerUpsertEmployee/XledgerUpsertEmployee.node';
import { FIELD_KEYS } from '../../core/person';
import { GROUPS, startHuma, type HumaSandbox } from '../../sandbox/huma';
import { inventPeople } from '../../sandbox/people';
import { MAIN_OWNER, startXledger, type XledgerSandbox } from '../../sandbox/xledger';
import { listContext } from './harness/contexts';
import { humaEntered, xledgerEntered } from './harness/sandboxes';

const PEOPLE = inventPeople(5);
let huma: HumaSandbox;
let xledger: XledgerSandbox;
beforeAll(async () => {
  huma = await startHuma({ seed: 3 });
  xledger = await startXledger({ seed: PEOPLE });
});
afterEach(() => xledger.reset());
afterAll(async () => {
  await huma.close();
  await xledger.close();
});

const find = new XledgerFindEmployees();
const upsert = new XledgerUpsertEmployee();
const inXledger = () => listContext({ node: find, credentials: { xledgerApi: xledgerEntered(xledger) } });

test('employees, by part of their name or code', async () => {
  const { results } = await find.methods.listSearch.searchEmployees.call(inXledger());
  expect(results).toHaveLength(5);
  const [kari] = PEOPLE;
  const filtered = await find.methods.listSearch.searchEmployees.call(inXledger(), kari?.employmentId);
  expect(filtered.results).toEqual([{ name: expect.stringContaining(kari?.employmentId ?? '-'), value: expect.stringMatching(/^\d+$/) }]);
});

test('typing asks Xledger once', async () => {
  const context = inXledger();
  await find.methods.listSearch.searchEmployees.call(context, 'a');
  const asked = xledger.journal.length;
  await find.methods.listSearch.searchEmployees.call(context, 'ab');
  expect(xledger.journal.length).toBe(asked);
});

test('owners', async () => {
  expect(await find.methods.loadOptions.getOwners.call(inXledger())).toContainEqual({ name: expect.any(String), value: String(MAIN_OWNER) });
});

test.each(['getSubledgerGroups', 'getEmployeeGroups'] as const)('%s', async (list) => {
  for (const option of await upsert.methods.loadOptions[list].call(inXledger())) expect(option).toEqual({ name: expect.any(String), value: expect.any(String) });
});

test.each([['company', [GROUPS.company]], ['location', [GROUPS.oslo, GROUPS.tromso]], ['team', [GROUPS.sales, GROUPS.development, GROUPS.finance]]] as const)('groups of the scope %s', async (scope, groups) => {
  const node = new HumaFindUsers();
  const context = listContext({ node, parameters: { scope }, credentials: { humaApi: humaEntered(huma) } });
  const { results } = await node.methods.listSearch.searchGroups.call(context);
  expect(results.map(({ value }) => value).sort()).toEqual(groups.map(({ id }) => id).sort());
});

test('all groups of Huma in one list, each with its kind', async () => {
  const options = await upsert.methods.loadOptions.getGroups.call(listContext({ node: upsert, credentials: { humaApi: humaEntered(huma) } }));
  expect(options.map(({ value }) => value).sort()).toEqual(Object.values(GROUPS).map(({ id }) => id).sort());
  expect(options).toContainEqual({ name: `${GROUPS.oslo.name} (location)`, value: GROUPS.oslo.id });
});

test('what goes wrong is said in a sentence', async () => {
  xledger.faults.order({ kind: 'tokenRevoked' });
  await expect(find.methods.loadOptions.getOwners.call(inXledger())).rejects.toThrow(/token/i);
});

test('every field of the table can be mapped, and only e-mail must be', async () => {
  const { fields } = await upsert.methods.resourceMapping.getFields();
  expect(fields.map(({ id }) => id)).toEqual(FIELD_KEYS);
  expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual(['email']);
});

// Capture a Webhook: what one delivery of Huma looks like is written to the log without its values, and n8n keeps none of them.
import { inventPeople } from '../../sandbox/people';
import { shippedFlows } from '../../scripts/demo/flows';
import { FLOW_IDS } from '../../scripts/flows/nodes';
import { editInHuma, rowsOf, sensitiveKeptBy, startStack, until, type Stack } from './harness';

const people = inventPeople(5, 7);
const person = people[0]!;
let stack: Stack;

beforeAll(async () => {
  const flows = shippedFlows().filter(({ id }) => [FLOW_IDS.capture, FLOW_IDS.errorLog, FLOW_IDS.setUp].includes(id as never));
  stack = await startStack({ huma: { seed: people }, xledger: { seed: people }, flows, upTo: 'published' });
  const setUp = await stack.client.run(FLOW_IDS.setUp, 'Set Up');
  expect(setUp.status).toBe('success');
  stack.huma.webhook.url = `${stack.client.url}/webhook/huma-capture/webhook`;
}, 300_000);
afterAll(() => stack?.stop());

test.each([
  [{ H1: 'hex', H1Key: 'decoded', H2: 'full', H2Shape: 'wrapped' }, [/^H1 signature: hex$/m, /^H1 key: decoded \(from base64\)$/m, /^H2 fields: full: .*phone/m, /^H2 values: wrapped/m]],
  [{ H1: 'base64', H1Key: 'text', H2: 'changedOnly', H2Shape: 'plain' }, [/^H1 signature: base64/m, /^H1 key: text$/m, /^H2 fields: changedOnly: .*bankAccount/m, /^H2 values: plain$/m]],
] as const)('%j', async (switches, says) => {
  Object.assign(stack.huma.switches, switches);
  const earlier = (await rowsOf(stack, 'xledger_log', { code: 'captured' })).length;
  await editInHuma(stack, person.email, { phone: `+479900${1000 + earlier}`, bankAccount: { number: people[1 + earlier]!.bankAccount, country: 'NO' } });
  const rows = await until(() => rowsOf(stack, 'xledger_log', { code: 'captured' }), (found) => found.length > earlier, 30_000, 'nothing was captured');
  const report = String(rows.at(-1)!.what);
  for (const line of says) expect(report).toMatch(line);
  for (const { email, familyName, bankAccount } of people) for (const value of [email, familyName, bankAccount]) expect(report).not.toContain(value);
});

test('n8n has kept nothing sensitive of it', () => {
  expect(sensitiveKeptBy(stack.n8n, people)).toEqual([]);
});

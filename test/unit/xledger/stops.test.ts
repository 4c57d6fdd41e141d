// What ends a run: no address to send to, an Xledger that gives up on every question, another server.
import { NoReply } from '../../../core/person';
import { EMPLOYEE, employees, scripted, unknown } from './scripted';

test('an address that is none: nothing was sent, and no try follows', async () => {
  const { client, requests, clock } = scripted([], { endpoint: 'ikke en adresse' });
  await expect(client.index()).rejects.toMatchObject({ stop: { code: 'unavailable', retry: false, says: expect.stringMatching(/address/i) } });
  expect([requests, clock.slept]).toEqual([[], []]);
});

test('given up on even for a few rows: the pages shrink as far as they may, then it waits, and ends with its patience', async () => {
  const { client, asked, clock } = scripted([new NoReply('timeout', false)], { patience: 60_000 });
  await expect(client.index()).rejects.toMatchObject({ stop: { code: 'unavailable', retry: true, says: expect.stringContaining('gives up on the request even for a few rows') } });
  const sizes = asked.map(({ variables }) => Number(variables.first));
  expect([sizes[0], Math.min(...sizes), sizes.at(-1)]).toEqual([10_000, 25, 25]);
  expect(clock.slept.filter((ms) => ms === 5_000).length).toBeGreaterThan(1);
});

test('a server that knows no employees is another one: no word of scopes', async () => {
  await expect(scripted([unknown(['employees', 'Query'])]).client.checkScopes()).rejects.toMatchObject({ refusal: { code: 'unknownField' } });
});

test('a field that is not known elsewhere is a missing scope', async () => {
  const employeesAlone = (asked: { query: string }) => (/\bemployees\(/.test(asked.query) ? employees(EMPLOYEE) : unknown(['suppliers', 'Query']));
  expect(await scripted([employeesAlone]).client.checkScopes()).toEqual({ missing: ['Contact', 'Subledger', 'Supplier', 'Country', 'Bank'], empty: [] });
});

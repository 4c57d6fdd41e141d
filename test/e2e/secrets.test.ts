// What n8n keeps, its database, its log and every other file, holds nothing sensitive of anybody in clear, and no token or secret.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { SANDBOX_TOKEN } from '../../sandbox/xledger';
import { credentialsFor } from '../../scripts/demo/connection';
import { CREDENTIALS, ours } from '../../scripts/flows/nodes';
import { shippedFlows } from '../../scripts/demo/flows';
import { FIELD_EDITS } from './fieldEdits';
import { addInHuma, changeRows, editInHuma, rowsOf, SECRETS, settled, sharedN8n, startStack, until, type Stack } from './harness';
import { asHuma } from './newcomer';
import { tryOut } from './tryOut';

/** Everybody whom any end-to-end test brings into this n8n is among these, or comes from FIELD_EDITS. */
const EVERYBODY = inventPeople(25_000);
const people = EVERYBODY.slice(0, 30);
const [first, second, third] = people as [InventedPerson, InventedPerson, InventedPerson];
/** Fails its check digit: a message about it must not quote it. */
const BROKEN_ACCOUNT = '97001234567';
const FOREIGN_ACCOUNT = '54439871234';
let stack: Stack;

/** As shipped, but n8n keeps every run with all its items: the most that it can ever hold. */
const flows = shippedFlows().map((flow) => ({ ...flow, settings: { ...flow.settings, saveDataSuccessExecution: 'all' } }));

beforeAll(async () => { stack = await startStack({ huma: { seed: people }, xledger: { seed: people }, flows }); }, 300_000);
afterAll(() => stack?.stop());

test('after people were found, added, changed, refused and logged, nothing sensitive is in any file of n8n', async () => {
  await changeRows(stack, 'xledger_connections', ['connection', 'default'], { autoAdd: true });
  await addInHuma(stack, asHuma(EVERYBODY[40]!));
  for (const field of ['birthDate', 'bankAccount', 'nationalId'] as const) await editInHuma(stack, first.email, FIELD_EDITS[field].huma(first));
  await editInHuma(stack, second.email, { bankAccount: { number: BROKEN_ACCOUNT, country: 'NO' }, nationalId: '12345678901' });
  await editInHuma(stack, third.email, { bankAccount: { number: FOREIGN_ACCOUNT, country: 'SE' } });
  await settled(stack);
  expect((await rowsOf(stack, 'xledger_log')).length).toBeGreaterThan(0);

  // A token that Xledger no longer knows, so that its refusals are stored as well.
  const [xledger] = credentialsFor(stack, SECRETS);
  await stack.client.saveCredential({ ...xledger!, data: { ...xledger!.data, token: 'e2e-token-that-nobody-knows' } });
  const { id } = await editInHuma(stack, third.email, { phone: '+4799006677' });
  await until(() => rowsOf(stack, 'xledger_inbox', { humaId: id }), ([row]) => Number(row?.tries) > 0, 60_000, 'the event did not wait');
  await stack.client.saveCredential(xledger!);
  await settled(stack);

  const { items } = await lookAtEveryone({});
  expect(items).toBe(3 * (people.length + 1) + 1);
  expect(findings()).toEqual([]);
});

test('the search would find them: values that somebody asks for in clear are found', async () => {
  await lookAtEveryone({ options: { showSensitive: true } });
  expect(findings()).toEqual(expect.arrayContaining([expect.stringContaining('bank account'), expect.stringContaining('birth date'), expect.stringContaining('national ID')]));
});

/** Both systems' people as items, in full. @returns how many there were, service users included */
async function lookAtEveryone(more: Record<string, unknown>): Promise<{ items: number }> {
  const { execution } = await tryOut(stack.client, [
    ours('In Xledger', [1, 0], 'xledgerFindEmployees', { operation: 'all', returnAll: true, ...more }, CREDENTIALS.xledger),
    ours('In Xledger, Raw', [1, 1], 'xledgerFindEmployees', { operation: 'all', returnAll: true, simplify: false, ...more }, CREDENTIALS.xledger),
    ours('In Huma', [1, 2], 'humaFindUsers', { returnAll: true, includeDetails: true, ...more }, CREDENTIALS.huma),
  ], [['Start', 'In Xledger'], ['Start', 'In Xledger, Raw'], ['Start', 'In Huma']], { keep: true });
  const text = JSON.stringify(execution.data?.resultData.runData);
  return { items: text.split('"pairedItem"').length - 1 };
}

/** Digits that stand alone, as people group them: 11 of them, or a date. */
const NUMBERS = /(?<![\d.])(?:\d{11}|\d{4}[ .]\d{2}[ .]\d{5}|\d{6}[ -]\d{5})(?!\d)/g;
const DATES = /(?<!\d)(?:\d{4}-\d{2}-\d{2}|\d{2}\.\d{2}\.\d{4})(?!\d)/g;

function sensitiveValues(): { numbers: Map<string, string>; dates: Set<string> } {
  const edited = [FIELD_EDITS.bankAccount, FIELD_EDITS.nationalId].flatMap((edit) => Object.values(edit.xledger(first)));
  return {
    numbers: new Map([
      ...EVERYBODY.map(({ bankAccount }): [string, string] => [bankAccount, 'bank account']),
      ...EVERYBODY.map(({ nationalId }): [string, string] => [nationalId, 'national ID']),
      ...[...edited, BROKEN_ACCOUNT, FOREIGN_ACCOUNT, '12345678901'].map((value): [string, string] => [value, 'edited number']),
    ]),
    // Nobody was born in 2006 or later, and nobody here was employed before.
    dates: new Set([...EVERYBODY.map(({ birthDate }) => birthDate), ...Object.values(FIELD_EDITS.birthDate.xledger(first))]),
  };
}

function findings(): string[] {
  const { numbers, dates } = sensitiveValues();
  const secrets = [SANDBOX_TOKEN, SECRETS.clientSecret, SECRETS.accessToken, stack.huma.clientSecret, 'e2e-token-that-nobody-knows'];
  const found = filesOf(sharedN8n().home.userFolder).flatMap((file) => {
    const text = readFileSync(file, 'latin1');
    return [
      ...(text.match(NUMBERS) ?? []).map((match) => numbers.get(match.replace(/\D/g, ''))).filter((kind) => kind !== undefined),
      ...(text.match(DATES) ?? []).map((match) => (match.includes('.') ? match.split('.').reverse().join('-') : match)).filter((date) => dates.has(date)).map(() => 'birth date'),
      ...secrets.filter((secret) => text.includes(secret)).map((secret) => `the secret that begins with ${secret.slice(0, 6)}`),
    ].map((kind) => `${path.basename(file)}: ${kind}`);
  });
  return [...new Set(found)];
}

/** Programs: n8n's own copy of its editor, and the installed packages. */
const NOT_DATA = ['node_modules', '.cache'];

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return NOT_DATA.includes(entry.name) ? [] : filesOf(full);
    return entry.isFile() ? [full] : [];
  });
}

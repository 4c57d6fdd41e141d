// What the client answers to each question about an Xledger, and what it asks for that: for each position that concerns reading, and with rights missing. Expected: answers.json.
import path from 'node:path';
import { XledgerRefused, XledgerStopped, type Xledger } from '../../core/xledger';
import type { FaultOrder, Right, Switches } from '../../sandbox/xledger';
import { approvedIn } from '../approved';
import { everyone, tenantWith, type Tenant } from './xledgerTenant';

jest.setTimeout(60_000);

const approved = approvedIn(path.join(__dirname, 'answers.json'));

let tenant: Tenant;
afterEach(() => tenant.close());

const QUESTIONS: Record<string, (client: Xledger) => Promise<unknown>> = {
  everyone: async (client) => (await everyone({ client }, ['jobTitle', 'address', 'bankAccount'])).map(({ dbId, code, contact, subledger, notShown }) => [dbId, code, contact?.jobTitle, contact?.address, subledger?.bankAccount, notShown]),
  index: (client) => client.index(),
  byDbId: async (client) => [...(await client.byDbId(['1100002', '999'], ['phone']))].map(([dbId, { contact }]) => [dbId, contact?.phone]),
  changedSince: async (client) => { const found = []; for await (const page of client.changedSince('2026-03-02T00:00:00', [])) found.push(...page.map(({ dbId }) => dbId)); return found; },
  owners: (client) => client.owners(),
  subledgerGroups: (client) => client.subledgerGroups(),
  employeeGroups: (client) => client.employeeGroups(),
  entries: async (client) => { const { genders, countries } = await client.entries(); return [[...genders], countries && [countries.size, ...[...countries].slice(0, 3)]]; },
  checkScopes: (client) => client.checkScopes(),
  'sees contacts': (client) => client.sees('contacts'),
  'sees subledgers': (client) => client.sees('subledgers'),
};

interface Scenario {
  switches?: Partial<Switches>;
  without?: (right: Right) => boolean;
  seed?: number;
  neighbours?: { subEntity?: number; foreign?: number };
  lacks?: string[];
  fault?: FaultOrder;
}

const POSITIONS: Record<string, Partial<Switches>> = {
  'the likeliest': {}, U12b: { U12: 'mf' }, U12c: { U12: 'numbersAndLocalNames' }, U13b: { U13: 'json401' }, U15b: { U15: 'allAndEverything' }, U15mine: { U15mine: 'onlyItsOwnEntity' }, U15all: { U15all: 'rejected' }, U16: { U16: 'byLastChange', U16empty: 'emptyList', U16hasNextPage: 'nullOnTheLastPage', U16endCursor: 'present' }, U19: { U19rateLimit: 'absent' }, U33: { U33: 'doNotExist' },
};
const SIGHT = ['queryFails', 'fieldIsNull', 'asIfEmpty'] as const;

const SCENARIOS: Record<string, Scenario> = {
  ...Object.fromEntries(Object.entries(POSITIONS).map(([name, switches]) => [name, { switches }])),
  ...Object.fromEntries(SIGHT.flatMap((U14) => (['contact', 'sub', 'employee', 'address', 'country'] as const).map((what): [string, Scenario] => [`no right to ${what}, ${U14}`, { switches: { U14 }, without: (right) => right.toLowerCase().startsWith(what) }]))),
  'nobody there': { seed: 0, neighbours: { foreign: 0 } },
  'several entities': { neighbours: { subEntity: 2 } },
  'without job titles': { lacks: ['Contact.jobTitle'] },
  'without groups': { lacks: ['Query.employeeGroups', 'Query.subledgerGroups'] },
  'credits gone': { fault: { kind: 'creditsGone', count: 100 } },
  'a page of maintenance': { fault: { kind: 'html', status: 503, count: 200 } },
  'errors and no data': { fault: { kind: 'dataNullWithErrors', count: 200 } },
  'half a reply': { fault: { kind: 'halfJson', count: 200 } },
  'token revoked': { fault: { kind: 'tokenRevoked', count: 100 } },
};

async function answered(ask: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await ask());
  } catch (error) {
    if (error instanceof XledgerStopped) return `stopped ${JSON.stringify(error.stop)}`;
    if (error instanceof XledgerRefused) return `refused ${JSON.stringify(error.refusal)}`;
    throw error;
  }
}

test.each(Object.entries(SCENARIOS))('%s', async (name, { switches, without, seed = 3, neighbours, lacks = [], fault }) => {
  tenant = await tenantWith({ seed, switches, neighbours, keepBodies: true }, { patience: 20_000 });
  const { sandbox } = tenant;
  for (const token of sandbox.state.tokens) token.rights = token.rights.filter((right) => !without?.(right));
  for (const each of lacks) sandbox.lacks.add(each);
  const seen: string[] = [];
  for (const [question, ask] of Object.entries(QUESTIONS)) {
    sandbox.faults.clear();
    if (fault) sandbox.faults.order(fault);
    const from = sandbox.journal.length;
    const said = await answered(() => ask(tenant.client));
    const asked = sandbox.journal.slice(from).map(({ rootFields, errorCodes, status, body }) => `${rootFields.join(' ')} ${body ? JSON.stringify((JSON.parse(body.asked) as { variables?: object }).variables ?? {}) : ''}${status === 200 ? '' : ` → ${status}`}${errorCodes.length > 0 ? ` → ${errorCodes.join(' ')}` : ''}`);
    seen.push(`${question}: ${said}`, ...asked.flatMap((line, place) => (line === asked[place - 1] ? [] : [`  ${line}${line === asked[place + 1] ? ' (again)' : ''}`])));
  }
  seen.push(`requests ${tenant.client.requests}, waited ${tenant.clock.slept}`);
  expect(seen).toEqual(approved.of(name, seen));
});

test('nothing was approved that is not shown here', async () => {
  tenant = await tenantWith({ seed: 0 });
  expect(approved.names()).toEqual(Object.keys(SCENARIOS));
});

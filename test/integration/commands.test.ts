// Every command in the pages is run by a test: here, or by the one that is named.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startHuma, type HumaSandbox } from '../../sandbox/huma';
import { SANDBOX_TOKEN, startXledger, type XledgerSandbox } from '../../sandbox/xledger';
import { run } from '../../scripts/command';
import { npmEnvironment, npmProgram } from '../../scripts/n8n/npm';
import { PROJECT } from '../../scripts/project';

jest.setTimeout(300_000);

const read = (...parts: string[]) => readFileSync(path.join(PROJECT, ...parts), 'utf8');
const PAGES = ['README.md', ...readdirSync(path.join(PROJECT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

const scratch = mkdtempSync(path.join(tmpdir(), 'commands-'));
let huma: HumaSandbox;
let xledger: XledgerSandbox;
beforeAll(async () => { [huma, xledger] = await Promise.all([startHuma({ seed: 4 }), startXledger({ seed: 4 })]); });
afterAll(async () => {
  await Promise.all([huma.close(), xledger.close()]);
  rmSync(scratch, { recursive: true, force: true });
});

interface RunHere {
  args: string[];
  env?: () => Record<string, string>;
  says: RegExp;
}

/** A smaller run of the same program where the whole takes long. */
const HERE: Readonly<Record<string, RunHere>> = {
  'npm run verify:xledger': { args: ['verify:xledger'], env: () => ({ XLEDGER_TOKEN: SANDBOX_TOKEN, XLEDGER_ADDRESS: xledger.graphqlUrl }), says: /U1\b/ },
  'npm run verify:huma': { args: ['verify:huma'], env: () => ({ HUMA_CLIENT_ID: huma.clientId, HUMA_CLIENT_SECRET: huma.clientSecret, HUMA_ADDRESS: huma.url }), says: /H1\b/ },
  'npm run bench': { args: ['bench', '--', 'load'], says: /packedKB/ },
  'npm run bench -- --help': { args: ['bench', '--', '--help'], says: /^ {2}requests .*\n(?:.*\n)* {2}--write /m },
  'npm run bench:<name>': { args: ['bench:load', '--', '--json'], says: /^\{"bench":"load","figures":\{.*"ok":true\}$/m },
  'npm run test:mutation': { args: ['test:mutation', '--', '--mutate', 'core/person/values/gender.ts', '--incrementalFile', path.join(scratch, 'mutants.json')], says: /core\/person\S* +\d+\.\d %/ },
  'npm run test:chaos': { args: ['test:chaos', '--', '--schedules', '2', '--from', '3'], says: /^2 passed, 0 failed$/m },
};

/** Where the others are run: a file that holds these words. */
const ELSEWHERE: Readonly<Record<string, readonly [file: string, words: string]>> = {
  'npm test': ['.ci/run', 'scripts/test.mjs'],
  'npm run scan': ['scripts/check/steps.ts', "'scan'"],
  'npm run test:fast': ['scripts/check/main.ts', 'check.fast'],
  'npm run test:e2e -- --n8n <version>': ['scripts/check/steps.ts', 'OLDEST_N8N_VERSION'],
  'npm run demo': ['test/e2e/demo.test.ts', 'scripts/demo.mjs'],
  'npm run demo -- --reset': ['test/e2e/demo.test.ts', "demo('--reset')"],
  'npm run bench -- --write': ['test/unit/bench/table.test.ts', 'writeTable'],
  'npx jest --selectProjects e2e --runInBand -- test/e2e/mainJob.test.ts': ['scripts/check/steps.ts', "'mainJob'"],
  'n8n import:workflow --separate --input=~/.n8n/nodes/node_modules/n8n-nodes-xledger/workflows': ['test/e2e/firstSteps.browser.test.ts', 'commandIn'],
  'npm i n8n-nodes-xledger': ['scripts/n8n/userFolder.ts', 'install'],
  'npx tsx scripts/docs.ts': ['test/unit/person/docs.test.ts', 'docs'],
  'npx tsx scripts/flows/build.ts': ['test/unit/flows/flows.test.ts', 'build'],
};

test.each(Object.entries(HERE))('%s', async (_, { args, env, says }) => {
  const [command, ...npm] = npmProgram(process.execPath);
  const { status, output } = await run(command, [...npm, 'run', '--silent', ...args], { cwd: PROJECT, env: { ...npmEnvironment(process.execPath), ...env?.() }, timeLimit: 280_000 });
  expect(output).toMatch(says);
  expect(output).not.toMatch(new RegExp([SANDBOX_TOKEN, huma.clientSecret].join('|')));
  expect(status).toBe(0);
});

test('an option that there is not starts no bench', async () => {
  const [command, ...npm] = npmProgram(process.execPath);
  const { status, output } = await run(command, [...npm, 'run', '--silent', 'bench', '--', '--wirte'], { cwd: PROJECT, env: npmEnvironment(process.execPath), timeLimit: 60_000 });
  expect(output).toMatch(/^There is no bench and no option --wirte\.$/m);
  expect(output).not.toMatch(/^[·✓]/m);
  expect(status).toBe(1);
});

test.each(Object.entries(ELSEWHERE))('%s is run by another', (_, [file, words]) => expect(read(file)).toContain(words));

test('no page names a command that no test runs', () => {
  const known = [...Object.keys(HERE), ...Object.keys(ELSEWHERE)];
  const named = PAGES.flatMap((page) => {
    const text = read(page);
    const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block]) => (block ?? '').split('\n'));
    const inline = [...text.matchAll(/`((?:npm|npx|n8n) [^`]+)`/g)].map(([, command]) => command ?? '');
    return [...blocks, ...inline].map((line) => line.replace(/ +#.*/, '').replace(/^(?:[A-Z_]+=\S+ )+/, '').trim()).filter((line) => line !== '').map((command) => ({ page, command }));
  });
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ command }) => !known.includes(command)).map(({ page, command }) => `${page}: ${command}`)).toEqual([]);
});

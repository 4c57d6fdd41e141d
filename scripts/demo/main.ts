// `npm run demo`: brings what it needs, starts Huma, Xledger, mail and n8n, connects them, and says where everything is.
import { startFrontDoor } from '../../sandbox/frontDoor';
import { demoScenario } from '../../sandbox/scenario';
import { FLOW_IDS } from '../flows/nodes';
import { ensureRuntime, importCredentials, importWorkflows, installPackage, N8nClient, OWNER, startN8n, type N8n } from '../n8n';
import { packPackage } from '../package/pack';
import { hashOfText } from '../package/sourceHash';
import { seconds, step, writeLine } from '../progress';
import { demoPorts } from './addresses';
import { credentialsFor, sendWebhooksTo } from './connection';
import { activateConnection, runSetUp, shippedFlows } from './flows';
import { alreadyRunning, DemoFolder } from './folder';
import { lineTo, waitingEvents } from './inbox';
import { startSandboxes, tenantsIn, type DemoSandboxes } from './sandboxes';

const started = Date.now();
/** What has to be ended, the last one first. */
const running: Array<() => Promise<void>> = [];
let stopping = false;
/** npm passes on the Ctrl-C that the terminal has sent us already: only a later one is a second wish. */
const SECOND_WISH_AFTER = 1_500;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
demo().catch(async (error: unknown) => {
  if (stopping) return;
  writeLine(`\nThe demo could not start.\n${error instanceof Error ? error.message : String(error)}`);
  await stop(1);
});

/** How far it is; what an earlier start has done already is left out. */
const nth = (number: number, title: string): string => `${number} of 7: ${title}`;

async function demo(): Promise<void> {
  const busy = await alreadyRunning();
  if (busy !== undefined) throw new Error(`It runs already (${busy}). Stop that one with Ctrl-C first.`);
  const afresh = process.argv.includes('--reset');
  const tenants = tenantsIn(process.argv);
  const folder = DemoFolder.open(afresh);
  folder.noteRunning({ pid: process.pid });
  running.push(async () => folder.noteStopped());
  if (afresh) writeLine('Everything is forgotten: this is a first start.');

  const runtime = await ensureRuntime();
  const tarball = await step(nth(1, 'Building the package'), packPackage);
  const ports = await demoPorts();
  const sandboxes = await step(nth(2, 'Starting Huma, Xledger and the mail server'), () => startSandboxes(folder, ports, tenants));
  running.push(sandboxes.stop);

  const home = { userFolder: folder.n8nFolder, encryptionKey: folder.memory.encryptionKey };
  const credentials = credentialsFor(sandboxes, folder.memory.webhook);
  const flows = shippedFlows();
  await folder.makeOnce('package', tarball, () => step(nth(3, 'Installing the package into n8n'), () => installPackage(runtime, home.userFolder, tarball)));
  await folder.makeOnce('credentials', hashOfText(JSON.stringify(credentials)), () => step(nth(4, 'Entering the credentials'), () => importCredentials(runtime, home, credentials)));
  const flowsChanged = await folder.makeOnce('flows', hashOfText(JSON.stringify(flows)), () => step(nth(5, 'Importing the flows'), () => importWorkflows(runtime, home, flows)));
  // n8n unpublishes what is imported again: remembered apart, in case this start is broken off before it is published.
  if (flowsChanged) folder.forget('connection');

  const n8n = await step(nth(6, 'Starting n8n'), () => startN8n(runtime, home, { port: ports.n8n }));
  running.push(n8n.stop);
  folder.noteRunning({ pid: process.pid, n8n: n8n.pid, address: `http://127.0.0.1:${ports.frontDoor}` });
  void n8n.ended.then(() => {
    if (!stopping) writeLine('\nn8n ended by itself; its log is in .demo/n8n.');
    void stop(1);
  });
  const client = await N8nClient.signIn(n8n.url);
  await folder.makeOnce('connection', 'on', () => step(nth(7, 'Setting up and linking people by e-mail'), async (say) => {
    await client.publishAll(flows.filter(({ id }) => id !== FLOW_IDS.capture));
    await runSetUp(client);
    say('linking');
    const linked = await activateConnection(client);
    say(`${linked} people linked`);
  }));
  sendWebhooksTo(n8n.url, sandboxes.huma, folder.memory.webhook);

  const frontDoor = await startFrontDoor({
    port: ports.frontDoor, n8nUrl: n8n.url, humaUrl: sandboxes.huma.url, xledgerUrl: sandboxes.xledger.url, mailUrl: sandboxes.mail.url,
    login: OWNER, flows: flows.map(({ id, name }) => ({ name, url: `${n8n.url}/workflow/${id}` })), remarks: demoScenario().remarks,
    line: lineTo(sandboxes.xledger), inbox: () => waitingEvents(client),
  });
  running.push(frontDoor.close);
  signpost(frontDoor.url, sandboxes, n8n);
}

function signpost(frontDoor: string, { huma, xledger, mail }: DemoSandboxes, n8n: N8n): void {
  writeLine(`
Ready (${seconds(started)}). Begin here:

    ${frontDoor}

    Huma      ${huma.url}
    Xledger   ${xledger.url}
    n8n       ${n8n.url}   e-mail ${OWNER.email}   password ${OWNER.password}
    Mail      ${mail.url}

Change somebody in Huma and look at the same person in Xledger a few seconds later.
Ctrl-C stops it; the next start goes on from here. npm run demo -- --reset starts over; --tenant <file> behaves like a tenant that npm run verify has asked.
`);
}

async function stop(status: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
  }, SECOND_WISH_AFTER).unref();
  if (running.length > 1) writeLine('\nStopping (again to stop at once) …');
  for (const end of running.reverse()) await end().catch((error: unknown) => writeLine(String(error)));
  if (status === 0) writeLine('Stopped.');
  process.exit(status);
}

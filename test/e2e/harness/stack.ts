// A whole installation for one test file: fresh sandboxes in this process, and the shared n8n with the shipped flows connected to them.
import { startHuma, type HumaOptions } from '../../../sandbox/huma';
import { startMail } from '../../../sandbox/mail';
import { startXledger, type XledgerOptions } from '../../../sandbox/xledger';
import { credentialsFor, sendWebhooksTo, type Sandboxes, type WebhookSecrets } from '../../../scripts/demo/connection';
import { activateConnection, runSetUp, shippedFlows } from '../../../scripts/demo/flows';
import { importCredentials, importWorkflows, N8nRefused, type N8nClient, type Workflow } from '../../../scripts/n8n';
import { sharedN8n, type RunningN8n } from './shared';

export const SECRETS: WebhookSecrets = { clientSecret: 'e2e-client-secret', accessToken: 'e2e-access-token' };

export interface StackOptions {
  huma?: HumaOptions;
  xledger?: XledgerOptions;
  /** Instead of the shipped ones. */
  flows?: readonly Workflow[];
  /** How far to go: only import, publish too, run the set-up flow too, or (as shipped users do) link people and switch on. Default `activated`. */
  upTo?: 'imported' | 'published' | 'setUp' | 'activated';
  /** An n8n of the test's own instead of the shared one. */
  n8n?: RunningN8n;
}

export interface Stack extends Sandboxes {
  n8n: RunningN8n;
  client: N8nClient;
  flows: readonly Workflow[];
  /** Unpublishes the flows, drops the tables and ends the sandboxes: the next test file finds n8n as it was. */
  stop(): Promise<void>;
}

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const n8n = options.n8n ?? sharedN8n();
  const { client } = n8n;
  const flows = options.flows ?? shippedFlows();
  const goes = (stage: NonNullable<StackOptions['upTo']>) => STAGES.indexOf(options.upTo ?? 'activated') >= STAGES.indexOf(stage);
  const [xledger, huma, mail] = await Promise.all([startXledger(options.xledger), startHuma(options.huma), startMail()]);
  const sandboxes = { xledger, huma, mail };
  const stop = async () => {
    await emptyN8n(client, flows);
    await Promise.all([xledger.close(), huma.close(), mail.close()]);
  };
  try {
    await emptyN8n(client, flows);
    await enterCredentials(n8n, credentialsFor(sandboxes, SECRETS));
    await importWorkflows(n8n.runtime, n8n.home, flows);
    if (goes('published')) await client.publishAll(flows);
    if (goes('setUp')) await runSetUp(client);
    if (goes('activated')) await activateConnection(client);
    sendWebhooksTo(client.url, huma, SECRETS);
  } catch (error) {
    await stop();
    throw error;
  }
  return { n8n, client, flows, ...sandboxes, stop };
}

const STAGES = ['imported', 'published', 'setUp', 'activated'] as const;

/** Over REST where they are there already (n8n keeps decrypted ones in memory), else by n8n's command line, which keeps the ids. */
async function enterCredentials({ client, runtime, home }: RunningN8n, credentials: ReturnType<typeof credentialsFor>): Promise<void> {
  const missing: typeof credentials = [];
  for (const credential of credentials) {
    await client.saveCredential(credential).catch((error: unknown) => {
      if (!(error instanceof N8nRefused) || error.status !== 404) throw error;
      missing.push(credential);
    });
  }
  await importCredentials(runtime, home, missing);
}

async function emptyN8n(client: N8nClient, flows: readonly Workflow[]): Promise<void> {
  for (const { id } of [...flows].reverse()) {
    await client.unpublish(id).catch((error: unknown) => {
      if (!(error instanceof N8nRefused)) throw error;
    });
  }
  for (const table of await client.tables.all()) await client.tables.drop(table);
}

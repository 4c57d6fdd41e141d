// The demo's Huma, Xledger and mail server, with the state they had when the demo last stopped.
import { readFileSync } from 'node:fs';
import { startHuma, type HumaSandbox } from '../../sandbox/huma';
import { startMail, type MailSandbox } from '../../sandbox/mail';
import { demoScenario } from '../../sandbox/scenario';
import { systemOf } from '../../sandbox/tenantFile';
import { startXledger, type XledgerSandbox } from '../../sandbox/xledger';
import type { DemoPorts } from './addresses';
import type { DemoFolder } from './folder';

const SAVE_EVERY = 3_000;

export interface DemoSandboxes {
  huma: HumaSandbox;
  xledger: XledgerSandbox;
  mail: MailSandbox;
  /** Saves the state and ends them. */
  stop(): Promise<void>;
}

/** What verify wrote about real tenants, by system. */
export type Tenants = Partial<Record<'xledger' | 'huma', unknown>>;

/** Reads the files of `--tenant <file>`, which may be given once for each system. */
export function tenantsIn(given: readonly string[]): Tenants {
  const files = given.flatMap((word, at) => (word === '--tenant' ? [given[at + 1] ?? ''] : word.startsWith('--tenant=') ? [word.slice('--tenant='.length)] : []));
  return Object.fromEntries(files.map((file) => {
    const tenant: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return [systemOf(tenant), tenant];
  }));
}

/** Starts the three; what is edited in them is saved as it happens, so that even a killed demo remembers. */
export async function startSandboxes(folder: DemoFolder, ports: DemoPorts, tenants: Tenants = {}): Promise<DemoSandboxes> {
  const scenario = demoScenario();
  const huma = await startHuma({ port: ports.huma, seed: scenario.huma, changes: scenario.humaChanges, tenant: tenants.huma });
  const xledger = await startXledger({ port: ports.xledger, seed: scenario.xledger, tenant: tenants.xledger });
  const mail = await startMail({ port: ports.mailPage, smtpPort: ports.smtp });

  const remembered = folder.readState('huma');
  if (remembered !== undefined) huma.importState(remembered);
  const rememberedXledger = folder.readState('xledger');
  if (rememberedXledger !== undefined) xledger.importState(JSON.parse(rememberedXledger));

  const states = { huma: () => huma.exportState(), xledger: () => JSON.stringify(xledger.exportState()) };
  const saved = new Map<string, string>();
  const save = () => {
    for (const [name, stateOf] of Object.entries(states)) {
      const state = stateOf();
      if (saved.get(name) === state) continue;
      folder.writeState(name, state);
      saved.set(name, state);
    }
  };
  save();
  const timer = setInterval(save, SAVE_EVERY);
  return {
    huma, xledger, mail,
    stop: async () => {
      clearInterval(timer);
      save();
      await Promise.all([huma.close(), xledger.close(), mail.close()]);
    },
  };
}

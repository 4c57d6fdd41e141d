// Starts the sandboxes over real HTTP; or in this process (SANDBOXES=inProcess), where the same tests run many thousands of times: mutation testing.
import { openHuma, startHuma as listenAsHuma, type HumaOptions, type HumaSandbox } from '../../sandbox/huma';
import { createXledger, startXledger as listenAsXledger, type XledgerOptions, type XledgerSandbox } from '../../sandbox/xledger';

type Handle = (request: Request) => Promise<Response>;

const IN_PROCESS = process.env.SANDBOXES === 'inProcess';
const answering = new Map<string, Handle>();
let started = 0;

export async function startXledger(options: XledgerOptions = {}): Promise<XledgerSandbox> {
  if (!IN_PROCESS) return await listenAsXledger(options);
  const tenant = createXledger(options);
  const { url, forget } = addressOf(tenant.handle);
  return Object.assign(tenant, { url, graphqlUrl: `${url}/graphql`, adminUrl: `${url}/admin`, close: () => Promise.resolve(forget()) });
}

export async function startHuma(options: HumaOptions = {}): Promise<HumaSandbox> {
  if (!IN_PROCESS) return await listenAsHuma(options);
  const tenant = await openHuma(options);
  const { url, forget } = addressOf(tenant.handle);
  return { ...tenant, url, adminUrl: `${url}/admin`, close: async () => (forget(), await tenant.close()) };
}

/** As fetch, and to a sandbox of this process too. */
export async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const handle = answering.get(new URL(url).host);
  if (!handle) return await fetch(url, init);
  // A turn of the event loop, as over a socket: else what asks for ever could not be ended by the time that a test may take.
  await new Promise(setImmediate);
  return await handle(new Request(url, init));
}

function addressOf(handle: Handle): { url: string; forget: () => void } {
  const host = `sandbox-${++started}.example.no`;
  answering.set(host, handle);
  return { url: `http://${host}`, forget: () => void answering.delete(host) };
}

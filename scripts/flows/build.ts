/** Writes workflows/*.json from the flows beside this file. With --check: fails when a file is out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { activate } from './activate';
import { captureWebhook } from './captureWebhook';
import { errorLog } from './errorLog';
import { eventsToInbox } from './eventsToInbox';
import { toJson, type Flow } from './flow';
import { manualSync, nightlyFullSync, undo } from './fullSync';
import { inboxToXledger } from './inboxToXledger';
import { resendParked } from './resendParked';
import { setUp } from './setUp';
import { tidyLinks } from './tidyLinks';

/** In the order in which they are published: who is called comes first. */
export const FLOWS: Record<string, Flow> = {
  'error-log.json': errorLog,
  'inbox-to-xledger.json': inboxToXledger,
  'huma-events-to-inbox.json': eventsToInbox,
  'activate.json': activate,
  'nightly-full-sync.json': nightlyFullSync,
  'manual-sync.json': manualSync,
  'undo-a-sync.json': undo,
  'send-parked-events-again.json': resendParked,
  'tidy-the-links.json': tidyLinks,
  'set-up.json': setUp,
  'capture-a-webhook.json': captureWebhook,
};

const folder = join(__dirname, '..', '..', 'workflows');

/** The files whose text is not what the flows say now. */
export const outOfDate = (): string[] =>
  Object.entries(FLOWS)
    .filter(([file, flow]) => read(join(folder, file)) !== toJson(flow))
    .map(([file]) => file);

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

if (require.main === module) {
  const old = outOfDate();
  if (process.argv.includes('--check')) {
    if (old.length) console.error(`Out of date: ${old.join(', ')}. Run: npx tsx scripts/flows/build.ts`);
    process.exitCode = old.length ? 1 : 0;
  } else {
    for (const [file, flow] of Object.entries(FLOWS)) writeFileSync(join(folder, file), toJson(flow));
    console.log(old.length ? `Written: ${old.join(', ')}` : 'All up to date.');
  }
}

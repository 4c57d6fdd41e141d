// The shipped inbox flow under a bench: brought into use, waited for, and looked at when it has worked everything off.
import { setTimeout as sleep } from 'node:timers/promises';
import type { InventedPerson } from '../../../sandbox/people';
import { peopleOf, type JournalEntry } from '../../../sandbox/xledger';
import { webhookOf } from '../../e2e/harness/telling';
import { changeRows, rowsOf } from '../../e2e/harness/watching';
import { eventAbout, post } from './events';
import type { Installation } from './installation';
import { changeInHuma, missingIn } from './people';

const WITHIN = 300_000;

/** A connection in use: it has proved itself with one person, and n8n's code is compiled. */
export async function warmUp(n8n: Installation, everyone: readonly InventedPerson[]): Promise<void> {
  await post(webhookOf(n8n), changeInHuma(n8n.huma, everyone.slice(0, 1), 0).map((id) => eventAbout(id)), 1);
  await workedOff(n8n);
}

/** Somebody who is in Huma is added in Xledger, as in a connection that has done so before. */
export async function addOne(n8n: Installation, { email }: InventedPerson): Promise<void> {
  const id = [...n8n.huma.state.users.values()].find(({ profile }) => profile.email === email)?.id ?? '';
  await changeRows(n8n, 'xledger_connections', ['connection', 'default'], { autoAdd: true });
  await post(webhookOf(n8n), [eventAbout(id, 'users-create')], 1, 'users-create');
  await workedOff(n8n);
  await changeRows(n8n, 'xledger_connections', ['connection', 'default'], { autoAdd: false });
  if (!peopleOf(n8n.xledger.state).some(({ values }) => values['contact.email'] === email)) throw new Error('An event about somebody new added nobody in Xledger.');
}

export async function workedOff(n8n: Installation): Promise<void> {
  const deadline = Date.now() + WITHIN;
  while ((await n8n.client.tables.count('xledger_inbox')) > 0) {
    if (Date.now() > deadline) throw new Error(`The inbox was not worked off within ${WITHIN / 1000} s.`);
    await sleep(500);
  }
}

/** What is not as it should be: everybody is in Xledger as in Huma after this round of changes, and the log is empty. */
export async function faultsAfter(n8n: Installation, everyone: readonly InventedPerson[], round: number): Promise<string[]> {
  const missing = missingIn(n8n.xledger, everyone, round);
  const logged = await rowsOf(n8n, 'xledger_log');
  return [
    ...(missing.length === 0 ? [] : [`${missing.length} people are not in Xledger as in Huma`]),
    ...(logged.length === 0 ? [] : [`the log holds ${logged.length} rows`]),
  ];
}

/** Which requests Xledger refused, and with what code. */
export const refusedFaults = (journal: readonly JournalEntry[]): string[] =>
  journal.filter(({ status, errorCodes }) => status !== 200 || errorCodes.length > 0).map(({ rootFields, status, errorCodes }) => `Xledger refused ${rootFields.join(' and ')}: ${errorCodes.join(', ') || status}`);

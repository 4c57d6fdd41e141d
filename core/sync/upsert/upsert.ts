/** Brings people of Huma over to Xledger, all of a run in one go: as few requests as there can be, and one outcome for each item. */
import type { Clock } from '../../person';
import type { TenantForms, Xledger } from '../../xledger';
import { linkBook } from '../link';
import { outcomesOf } from '../report';
import type { Ask, Link, Outcome, Policy } from '../types';
import { carryOut, predict } from './carryOut';
import { decideAll } from './decide';
import { findAll } from './find';
import { prepareAll } from './prepare';
import { isoTime, open, orLeave, settle, type Run } from './run';
import { personOf, subjectsOf } from './subjects';

export interface Upserted {
  /** One for each ask, in the order of the items. */
  outcomes: Outcome[];
  /** Requests sent to Xledger: they cost money. */
  requests: number;
  /** What is known by now of the forms that this Xledger takes, for the next run. */
  forms: TenantForms;
}

/**
 * Decides (section G), finds (R11, R12), compares (R13, R20), writes and reads back. `links` are all that the connection knows.
 * Never throws for anything that Xledger says or does: people who were not reached are `notAttempted`, with the time to try again.
 * A dry run goes the same way up to the first write, and tells what would become of it.
 */
export async function upsert(asks: readonly Ask[], links: readonly Link[], policy: Policy, xledger: Xledger, clock: Clock): Promise<Upserted> {
  const requestsBefore = xledger.requests;
  const run = start(asks, links, policy, xledger, clock);
  decideAll(run);
  await orLeave(() => open(run), async () => {
    await findAll(run);
    await prepareAll(run);
  });
  if (policy.dryRun) predict(run);
  else await carryOut(run);
  for (const one of open(run)) settle(one, { outcome: 'notAttempted', code: 'xledgerUnavailable', retry: true });
  const outcomes = run.people.flatMap(({ subject, person, result }) => (result ? outcomesOf({ ...subject, person }, result, policy.dryRun) : []));
  return { outcomes: outcomes.sort((a, b) => a.item - b.item), requests: xledger.requests - requestsBefore, forms: { ...xledger.forms, ...(run.update && { update: run.update }), ...(run.create && { create: run.create }) } };
}

function start(asks: readonly Ask[], links: readonly Link[], policy: Policy, xledger: Xledger, clock: Clock): Run {
  const book = linkBook(links, policy.connection);
  const people = subjectsOf(asks).map((subject) => ({ subject, person: personOf(subject), link: book.of(subject.humaId), send: [], problems: [] }));
  return { policy, xledger, links: book, at: isoTime(clock), people };
}

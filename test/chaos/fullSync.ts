// The flows "Nightly Full Sync", "Manual Sync" and "Undo a Sync" (scripts/flows/fullSync): a plan is made, kept, and applied by another run, maybe several times.
import { HumaFailure, type HumaListedUser, type HumaUser } from '../../core/huma';
import { FIELD_KEYS, keyFrom } from '../../core/person';
import { apply, makePlan, outletOf, type Applied, type ApplyOptions, type PlanPolicy, type PlanRow, type RowOutcome } from '../../core/sync';
import { XledgerRefused, XledgerStopped, type XledgerEmployee } from '../../core/xledger';
import { MAIN_OWNER } from '../../sandbox/xledger';
import { WATCHED } from './fields';
import { remembered, rememberLinks } from './people';
import { ENDPOINT, inNewProcess, READING, type Process } from './processes';
import { isByHand, type World } from './world';

export type Kind = 'nightly' | 'manual';

/** As Compare is set in the two flows. */
const POLICIES: Readonly<Record<Kind, Pick<PlanPolicy, 'missing' | 'writeTo' | 'createIn' | 'otherSideChanged' | 'firstMatchWaits'>>> = {
  nightly: { missing: 'clear', writeTo: 'xledger', createIn: 'none', otherSideChanged: 'keep', firstMatchWaits: false },
  manual: { missing: 'fill', writeTo: 'both', createIn: 'none', otherSideChanged: 'overwrite', firstMatchWaits: false },
};

const keysOf = ({ token }: World) => ({ seal: keyFrom(token, 'seal'), signature: keyFrom(token, 'signature'), fingerprint: keyFrom(token, 'fingerprint') });

/** Both sides are compared; the rows that are to be applied are kept as JSON. Undefined where no plan came of it. */
export async function compareBoth(world: World, kind: Kind): Promise<unknown[] | undefined> {
  const rows = await inNewProcess(world, async (process) => {
    try {
      return await planOf(world, kind, process);
    } catch (error) {
      if (error instanceof HumaFailure || error instanceof XledgerStopped || error instanceof XledgerRefused) return undefined;
      throw error;
    }
  });
  if (rows === 'killed' || rows === undefined) return undefined;
  const kept = JSON.parse(JSON.stringify(rows)) as unknown[];
  world.stored.plans.push(kept);
  return kept;
}

async function planOf(world: World, kind: Kind, { huma, xledger }: Process): Promise<PlanRow[] | undefined> {
  const listed: HumaListedUser[] = [];
  for await (const page of huma.list()) listed.push(...page);
  const answers = await huma.read(listed.map(({ humaId }) => humaId));
  const failed = answers.filter((answer) => answer.kind === 'failed');
  if (listed.length === 0 || failed.length === answers.length) return undefined;
  const users = answers.flatMap((answer): HumaUser[] => (answer.kind === 'user' ? [answer.user] : []));
  const unread = listed.flatMap(({ humaId, email }, place) => (answers[place]?.kind === 'user' ? [] : [{ humaId, email: email || undefined, says: 'not read' }]));
  const employees: XledgerEmployee[] = [];
  for await (const page of xledger.everyone(FIELD_KEYS)) employees.push(...page);
  if (employees.length === 0) return undefined;
  const policy: PlanPolicy = { connection: 'default', endpoint: ENDPOINT, ownerDbId: String(MAIN_OWNER), fields: FIELD_KEYS, wins: { general: 'huma', byField: {} }, employmentIdCounts: false, limits: {}, expiresInHours: 24, ...POLICIES[kind] };
  const { rows } = makePlan({ users, unread, employees, links: remembered(world), policy, reading: READING, keys: keysOf(world), now: world.time.now(), planId: `plan ${(world.stored.runs += 1)}`, xledgerHas: await xledger.entries() });
  for (const { humaId, attention } of rows) for (const { code, field } of attention) world.remarks.push({ humaId, code, field });
  return kind === 'nightly' ? rows.filter((row) => ['differences', 'onlyInHuma'].includes(outletOf(row) ?? '') && row.evidence.by === 'link') : rows.flatMap((row) => decided(world, row));
}

/** Somebody at the form: Huma wins, but what Xledger holds of what belongs to it is left as it is; whoever is only in Huma is added; first matches are the same person. */
function decided({ asked }: World, row: PlanRow): PlanRow[] {
  const outlet = outletOf(row);
  if (outlet === undefined || row.proposal === 'createInHuma') return [];
  const isOurs = ({ fields, state }: PlanRow['differences'][number]): boolean =>
    (state === 'missingInXledger' || !WATCHED.some((watched) => fields.some((field) => field === watched.field) && isByHand(row.humaId ?? '', watched))) && (state !== 'missingInHuma' || fields.some((field) => asked.get(row.humaId ?? '')?.has(field)));
  return [{ ...row, decision: 'apply', differences: row.differences.map((one) => ({ ...one, decision: isOurs(one) && one.offers.includes('huma') ? 'huma' : 'skip' })) }];
}

/** Applies kept rows, in one life; what comes of it is stored piece by piece, as the flow does it. */
export async function applyRows(world: World, rows: readonly unknown[]): Promise<Applied | 'killed'> {
  const { stored } = world;
  const options: ApplyOptions = {
    active: true, endpoint: ENDPOINT, ownerDbId: String(MAIN_OWNER), limits: {}, edited: 'refuse', dryRun: false, readBack: true, rereadHuma: true, canary: !stored.proved, creation: { ownerDbId: String(MAIN_OWNER) }, groups: [], reading: READING,
  };
  return await inNewProcess(world, async (process) => {
    const { xledger, huma, clock } = process;
    const applied = await apply(JSON.parse(JSON.stringify(rows)) as unknown[], options, { xledger, huma, clock, keys: keysOf(world), links: remembered(world), undoPlanId: `undo ${(stored.runs += 1)}` });
    const { outcomes, inverse, forms, summary } = applied;
    world.outcomes.push(...outcomes);
    await process.store(() => void stored.plans.push(JSON.parse(JSON.stringify(inverse)) as unknown[]));
    for (const outcome of outcomes) if (isWorthAWord(outcome)) await process.store(() => void world.said.push(outcome));
    await rememberLinks(world, process, outcomes);
    await process.store(() => {
      stored.learnt = { ...stored.learnt, ...forms };
      stored.proved ||= summary.canary === 'proved';
    });
    return applied;
  });
}

const AS_MEANT = ['skippedByDecision', 'waitsForDecision', 'nothingToDo', 'sameRowTwice'];

/** What was skipped or failed; of what was applied, what has a remark: the mail tells of those. */
const isWorthAWord = ({ outcome, code, problems }: RowOutcome): boolean => (['applied', 'unchanged'].includes(outcome) ? problems.length > 0 : !AS_MEANT.includes(code));

// compare: who is who and what differs, by our comparison and by the function of n8n's own Compare Datasets node, on the same people.
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import type { HumaUser } from '../../../core/huma';
import { FIELD_KEYS, normalise } from '../../../core/person';
import { compare } from '../../../core/sync/compare';
import { indexXledger, match } from '../../../core/sync/match';
import type { XledgerEmployee } from '../../../core/xledger';
import type { Measured } from '../bench';
import { everyoneIn, usersIn } from './engine';
import { Stopwatch } from './stopwatch';
import { inventTenant, KEYS, READING, type BenchTenant } from './tenants';

/** `findMatches`: the peer's function (`peerIn`). */
export async function compareWithPeer(findMatches: FindMatches, { sizes = [10_000, 30_000], warmUp = 4_000, seed = 1 } = {}): Promise<Measured> {
  const measured: Measured[] = [];
  await both(findMatches, { people: warmUp, seed: seed + 1 });
  for (const people of sizes) measured.push(await both(findMatches, { people, seed }));
  return {
    figures: Object.assign({}, ...measured.map(({ figures }) => figures)) as Measured['figures'],
    faults: measured.flatMap(({ faults }) => faults),
    beside: Object.assign({}, ...measured.map(({ beside }) => beside)) as Measured['beside'],
  };
}

async function both(findMatches: FindMatches, { people, seed }: { people: number; seed: number }): Promise<Measured> {
  const tenant = inventTenant({ people, seed, oneDiffersIn: 50 });
  const [users, employees] = [await usersIn(tenant), await everyoneIn(tenant)];
  const ours = new Stopwatch();
  const different = ours.time(() => differingBy(users, employees));
  const [ourItems, theirItems] = [users.map(asItem), employees.map(asTheirItem)];
  const theirs = new Stopwatch();
  const found = theirs.time(() => findMatches(ourItems, theirItems, [{ field1: 'email', field2: 'email' }], OPTIONS));
  const size = people % 1_000 === 0 ? `${people / 1_000}k` : String(people);
  return {
    figures: { [`peerOverOurs${size}`]: theirs.milliseconds / ours.milliseconds },
    faults: [...wrong(`ours, ${size}`, different, tenant), ...wrong(`peer, ${size}`, emailsOf(found), tenant)],
    beside: { [`oursMs${size}`]: Math.round(ours.milliseconds), [`peerMs${size}`]: Math.round(theirs.milliseconds) },
  };
}

/** E-mails of the people who differ. Nobody is linked yet: both sides have to be matched, by e-mail. */
function differingBy(users: readonly HumaUser[], employees: readonly XledgerEmployee[]): string[] {
  const byDbId = new Map(employees.map((employee) => [employee.dbId, employee]));
  const index = indexXledger(employees.map(entryOf), READING);
  const found = match(users.map(({ humaId, person }) => ({ key: humaId, humaId, email: person.email, employmentId: person.employmentId })), [], index, { by: ['email'] });
  return users.flatMap(({ humaId, person }) => {
    const answer = found.get(humaId);
    const employee = answer?.kind === 'matched' ? byDbId.get(answer.employeeDbId) : undefined;
    if (!employee) return [`${person.email ?? humaId} (not found)`];
    return compare(person, employee, { fields: FIELD_KEYS, reading: READING, fingerprintKey: KEYS.fingerprint }).differences.length > 0 ? [person.email ?? humaId] : [];
  });
}

const entryOf = ({ dbId, ownerDbId, code, contact, subledger }: XledgerEmployee) => ({
  dbId, ownerDbId, code, contactDbId: contact?.dbId ?? null, contactEmail: contact?.email ?? null, contactPhone: contact?.phone ?? null,
  subledgerDbId: subledger?.dbId ?? null, subledgerCode: subledger?.code ?? null, subledgerEmail: subledger?.email ?? null, subledgerPhone: subledger?.phone ?? null,
});

export interface Item {
  json: Record<string, unknown>;
}

export type FindMatches = (a: Item[], b: Item[], fields: readonly { field1: string; field2: string }[], options: object) => Found;

/** In the order of the node's outputs: only in A, the same, different, only in B. */
export type Found = readonly [Item[], Item[], Item[], Item[]];

/** As the node calls it with its defaults: first match only, both versions of what differs. */
const OPTIONS = { nodeVersion: 2.3, resolve: 'includeBoth', multipleMatches: 'first', fuzzyCompare: false };

/** The function of an installed n8n, loaded as n8n loads it. */
export function peerIn(folder: string): FindMatches {
  const inN8n = createRequire(path.join(folder, 'package.json'));
  const { findMatches } = z.object({ findMatches: z.function() }).parse(inN8n('n8n-nodes-base/dist/nodes/CompareDatasets/GenericFunctions.js'));
  return findMatches as FindMatches;
}

/** What whoever wires it by hand would have to make first: flat items with the same keys and forms on both sides. It costs the peer nothing here. */
const asItem = ({ person }: HumaUser): Item => ({ json: Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null)) });

function asTheirItem({ code, contact, subledger, employmentFrom, employmentTo, trialTo, noticeDate }: XledgerEmployee): Item {
  const address = contact?.address;
  const { person } = normalise({
    email: contact?.email, employmentId: code, givenName: contact?.firstName, familyName: contact?.lastName, phone: contact?.phone, birthDate: contact?.birthday, jobTitle: contact?.jobTitle,
    bankAccount: { number: subledger?.bankAccount, country: 'NO' }, nationalId: { number: contact?.socialSec, country: 'NO' }, gender: contact?.gender?.name,
    address: { street: address?.streetAddress, zipCode: address?.zipCode, place: address?.place, country: address?.country?.code },
    employmentStart: employmentFrom, employmentEnd: employmentTo, probationEnd: trialTo, terminationNotice: noticeDate,
  }, READING);
  return asItem({ person } as HumaUser);
}

const Different = z.array(z.object({ json: z.object({ keys: z.object({ email: z.string() }) }).passthrough() }));
const emailsOf = ([onlyInA, , different, onlyInB]: Found): string[] => onlyInA.length + onlyInB.length > 0 ? ['somebody who was not found'] : Different.parse(different).map(({ json }) => json.keys.email);

function wrong(who: string, emails: readonly string[], { differing }: BenchTenant): string[] {
  const extra = emails.filter((email) => !differing.has(email));
  return emails.length === differing.size && extra.length === 0 ? [] : [`${who}: ${emails.length} differ and ${differing.size} should; ${extra.slice(0, 3).join(', ')}`];
}

/** Reads Xledger, and has the plan made of both sides. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { genderOf, keyFrom } from '../../core/person';
import type { HumaUser } from '../../core/huma';
import { makePlan, reportOf, toHtml, type Link, type Plan, type PlanInput } from '../../core/sync';
import { entriesIn, type Xledger, type XledgerEmployee } from '../../core/xledger';
import { fault, xledgerOf, type XledgerCredential } from '../shared';
import type { People } from './people';
import type { Settings } from './settings';

export interface Comparing {
  credential: XledgerCredential;
  settings: Settings;
  links: readonly Link[];
  people: People;
  planId: string;
}

/** @throws NodeOperationError when Xledger shows nobody, which is taken for a token without rights (U14) */
export async function comparison(context: IExecuteFunctions, { credential: { address, token }, settings, links, people, planId }: Comparing): Promise<{ plan: Plan; report: string | undefined }> {
  const { policy, reading, genders, patience } = settings;
  const xledger = await xledgerOf(context, { reading, genders, patience });
  const employees = await everyone(xledger, settings);
  if (employees.length === 0 && !settings.xledgerIsEmpty) {
    throw fault(context, 'Xledger showed no employee, so nothing was compared', 'Either the token may not see them, or there is none yet: then switch on the option "Xledger Is Empty".');
  }
  const users = [...people.users, ...concerned(people.outside, policy, links, employees)];
  const plan = makePlan({
    users,
    unread: people.unread,
    employees,
    links,
    policy: { ...policy, endpoint: address, ownerDbId: settings.ownerDbId ?? onlyOwner(employees) },
    reading,
    keys: { seal: keyFrom(token, 'seal'), signature: keyFrom(token, 'signature'), fingerprint: keyFrom(token, 'fingerprint') },
    now: Date.now(),
    planId,
    xledgerHas: await entriesFor(xledger, settings, users, employees),
  });
  return { plan, report: settings.report ? toHtml(reportOf(plan.rows, plan.summary)) : undefined };
}

async function everyone(xledger: Xledger, { policy }: Settings): Promise<XledgerEmployee[]> {
  const all: XledgerEmployee[] = [];
  for await (const page of xledger.everyone(policy.fields)) all.push(...page);
  return all;
}

/** What Xledger can take of genders and countries, where those are compared. It is asked only where Huma has one that no employee shows. */
async function entriesFor(xledger: Xledger, { policy: { fields } }: Settings, users: readonly HumaUser[], employees: readonly XledgerEmployee[]): Promise<PlanInput['xledgerHas']> {
  if (!fields.includes('gender') && !fields.includes('address')) return undefined;
  const shown = entriesIn(employees);
  const isShown = ({ person: { gender, address } }: HumaUser): boolean => {
    const known = gender ? genderOf(gender) : undefined;
    return (!known || shown.genders.has(known)) && (!address?.country || shown.countries.has(address.country));
  };
  return users.every(isShown) ? shown : await xledger.entries();
}

/** Of those outside the scope: who was linked, and whose employee is there. The others have nothing to do with this connection. */
function concerned(outside: readonly HumaUser[], { connection: name }: Settings['policy'], links: readonly Link[], employees: readonly XledgerEmployee[]): HumaUser[] {
  const linked = new Set(links.filter(({ connection }) => connection === name).map(({ humaId }) => humaId));
  const known = new Set(employees.flatMap(({ contact, subledger }) => [contact?.email, subledger?.email]).map(folded));
  return outside.filter(({ humaId, person }) => linked.has(humaId) || (person.email && known.has(folded(person.email))));
}

const folded = (email: string | null | undefined): string => (email ?? '').trim().normalize('NFC').toLowerCase();

/** Where all belong to one entity, that is the one; a token that reaches several needs to be told. */
function onlyOwner(employees: readonly XledgerEmployee[]): string | null {
  const owners = new Set(employees.flatMap(({ ownerDbId }) => ownerDbId ?? []));
  const [only, ...others] = owners;
  return only !== undefined && others.length === 0 ? only : null;
}

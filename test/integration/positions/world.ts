// Ten invented people in both sandboxes: an upsert of events over real HTTP, then a full sync both ways, and what stands afterwards.
import { createHuma, type Huma, type HumaListedUser, type HumaUser } from '../../../core/huma';
import { FIELD_KEYS, keyFrom } from '../../../core/person';
import { apply, makePlan, upsert, type Applied, type Ask, type HumaEvent, type Link, type Outcome, type PlanRow, type Policy } from '../../../core/sync';
import { createLimiter, createXledger, type TenantForms } from '../../../core/xledger';
import { GROUPS, startHuma, type HumaSandbox, type Switches as HumaSwitches } from '../../../sandbox/huma';
import { inventPeople, type InventedPerson } from '../../../sandbox/people';
import { MAIN_OWNER, peopleOf, SANDBOX_TOKEN, startXledger, type PersonView, type Switches as XledgerSwitches, type XledgerSandbox } from '../../../sandbox/xledger';
import { humaPost } from '../humaPost';
import { jumpingClock, postWith } from '../xledgerTenant';
import { postboxOf } from './postbox';

/** Where the switches of both sandboxes stand; those that are not named are in their default. */
export interface Position {
  xledger?: Partial<XledgerSwitches>;
  huma?: Partial<HumaSwitches>;
  /** Fields that Xledger's schema does not have, as `Type.field`. */
  lacks?: readonly string[];
}

/** Who is who. The first six come by events, the others by the full sync. */
export const CAST = ['changed', 'same', 'emptied', 'closed', 'locked', 'newcomer', 'humaWins', 'xledgerWins', 'onlyInHuma', 'onlyInXledger'] as const;
export type Role = (typeof CAST)[number];

const LINKED = ['changed', 'same', 'emptied', 'closed', 'locked'] as const satisfies readonly Role[];

const READING = { bankCountry: 'NO', phoneCountry: 'NO' };
const KEYS = { seal: keyFrom('token', 'seal'), signature: keyFrom('token', 'signature'), fingerprint: keyFrom('token', 'fingerprint') };

/** The value at each path of both systems: `contact.phone`, `huma.phone`. */
export type Values = Record<string, string | null>;

export interface World {
  xledger: XledgerSandbox;
  /** Brings over whoever Huma's messages name; those who were only noted as new come again at once. */
  events(): Promise<Outcome[]>;
  /** Huma tells once more, of those that came by events, all that it knows. */
  exported(): Promise<Outcome[]>;
  plan(): Promise<PlanRow[]>;
  /** With Xledger's values for the role that is about them. */
  apply(rows: readonly PlanRow[]): Promise<Applied>;
  /** One entry for each row that is this person: one, unless somebody is there twice or not at all. */
  now(role: Role): Values[];
  close(): Promise<void>;
}

/** Both tenants as a first sync would find them: four people linked and changed since, the others not linked. */
export async function worldIn({ xledger: xledgerSwitches, huma: humaSwitches, lacks = [] }: Position): Promise<World> {
  const clock = jumpingClock();
  const now = () => new Date(clock.now());
  const invented = inventPeople(CAST.length, 31).map((person): InventedPerson => ({ ...person, address: { ...person.address, country: 'NO' }, probationEnd: '2026-09-01', terminationNotice: undefined, employmentEnd: undefined }));
  const people = Object.fromEntries(CAST.map((role, n) => [role, invented[n]])) as Record<Role, InventedPerson>;
  people.closed.employmentEnd = '2025-12-31';
  const inBoth = CAST.filter((role) => role !== 'newcomer' && role !== 'onlyInHuma');

  const [huma, xledger] = await Promise.all([
    startHuma({ seed: invented.filter((person) => person !== people.onlyInXledger), now, sleep: clock.sleep }),
    startXledger({ seed: inBoth.map((role) => people[role]), now, sleep: clock.sleep }),
  ]);
  const humaClient = () => createHuma({ baseUrl: huma.url, post: humaPost(huma).post, clock, parallel: 4, reading: READING });
  let forms: TenantForms = {};
  const xledgerClient = () => createXledger({ forms, endpoint: xledger.graphqlUrl, post: postWith(SANDBOX_TOKEN), clock, limiter: createLimiter(), reading: READING });
  const idOf = ({ email }: InventedPerson): string => [...huma.state.users.values()].find(({ profile }) => profile.email === email)?.id ?? '';
  const ids = Object.fromEntries(CAST.map((role) => [role, idOf(people[role])])) as Record<Role, string>;
  const groupNamed = (code: string): string => String([...xledger.state.objectValues.all()].find(({ ownerDbId, values }) => ownerDbId === MAIN_OWNER && values.code === code)?.dbId);
  const creation = { ownerDbId: String(MAIN_OWNER), subledgerGroupDbId: groupNamed('ANS'), employeeGroupDbId: groupNamed('FAST') };
  const links = new Map<string, Link>();
  const remember = (outcomes: readonly { link?: Link }[]) => { for (const { link } of outcomes) if (link) links.set(link.humaId, link); };
  const policy: Policy = { connection: 'default', active: true, autoAdd: true, marksFirst: true, whenMissing: 'create', matchBy: ['email'], whenMatched: 'update', fields: FIELD_KEYS, clearing: true, creation, reading: READING, readBack: true, canary: true, dryRun: false, fingerprintKey: KEYS.fingerprint };

  const bring = async (roles: readonly Role[], event: (role: Role) => HumaEvent | undefined, more: Partial<Policy> = {}): Promise<Outcome[]> => {
    const answers = await humaClient().read(roles.map((role) => ids[role]));
    const asks = answers.map((answer, item): Ask => ({ item, event: event(roles[item] as Role), humaId: ids[roles[item] as Role], source: answer.kind === 'failed' ? fail(answer.says) : answer }));
    const { outcomes, forms: learnt } = await upsert(asks, [...links.values()], { ...policy, ...more }, xledgerClient(), clock);
    remember(outcomes);
    forms = { ...forms, ...learnt };
    return outcomes;
  };

  // Everybody was linked while both sides agreed, in tenants as they usually are; only then does the position come.
  const newcomer = withoutNewcomer(huma, ids.newcomer);
  await bring(LINKED, () => undefined, { whenMatched: 'link' });
  const postbox = await postboxOf(huma, '2026-03-02');
  Object.assign(huma.switches, humaSwitches);
  huma.state.addUser(newcomer);
  changeInHuma(huma, people, ids);
  changeInXledger(xledger, people);
  Object.assign(xledger.switches, xledgerSwitches);
  for (const field of lacks) xledger.lacks.add(field);
  xledger.journal.length = 0;
  forms = {};

  const told = async (roles: readonly Role[]): Promise<Outcome[]> => {
    const named = await postbox.emptied();
    const event = (role: Role) => named.get(ids[role]);
    const outcomes = await bring(roles.filter(event), event);
    const noted = roles.filter((role) => outcomes.some(({ code, humaId }) => code === 'creating' && humaId === ids[role]));
    return noted.length === 0 ? outcomes : [...outcomes, ...(await bring(noted, event))];
  };

  return {
    xledger,
    now: (role) => bothSides(role, huma, peopleOf(xledger.state).filter(({ values }) => isThe(role, people, values)), people),
    events: () => told([...LINKED, 'newcomer']),
    async exported() {
      await fetch(`${huma.adminUrl}/export`, { method: 'POST' });
      return await told([...LINKED, 'newcomer']);
    },
    async plan() {
      const client = xledgerClient();
      const employees = [];
      for await (const page of client.everyone(FIELD_KEYS)) employees.push(...page);
      const { users, unread } = await everyoneIn(humaClient());
      return makePlan({
        users, unread, employees, links: [...links.values()],
        policy: { connection: 'default', endpoint: xledger.graphqlUrl, ownerDbId: String(MAIN_OWNER), fields: FIELD_KEYS, wins: { general: 'huma', byField: {} }, missing: 'fill', createIn: 'both', firstMatchWaits: false, employmentIdCounts: false, limits: {}, expiresInHours: 24 },
        reading: READING, keys: KEYS, now: clock.now(), planId: 'plan', xledgerHas: await client.entries(),
      }).rows;
    },
    async apply(rows) {
      const applied = await apply(JSON.parse(JSON.stringify(decided(rows, ids.xledgerWins))) as unknown[], {
        active: true, endpoint: xledger.graphqlUrl, ownerDbId: String(MAIN_OWNER), limits: {}, edited: 'refuse', dryRun: false, readBack: true, rereadHuma: false, canary: true,
        creation, groups: [GROUPS.company.id], reading: READING,
      }, { xledger: xledgerClient(), huma: humaClient(), clock, keys: KEYS, links: [...links.values()], undoPlanId: 'undo' });
      remember(applied.outcomes);
      forms = { ...forms, ...applied.forms };
      return applied;
    },
    close: async () => void (await Promise.all([postbox.close(), huma.close(), xledger.close()])),
  };
}

/** Nobody knows the newcomer yet: taken out without a word. */
function withoutNewcomer({ state }: HumaSandbox, id: string): Held {
  const newcomer = state.users.get(id) ?? fail('no newcomer');
  state.users.delete(id);
  return newcomer;
}

type Held = ReturnType<HumaSandbox['state']['addUser']>;

/** As the nodes read everyone: the list, then each in full. */
async function everyoneIn(huma: Huma): Promise<{ users: HumaUser[]; unread: { humaId: string; email?: string; says: string }[] }> {
  const listed: HumaListedUser[] = [];
  for await (const page of huma.list({})) listed.push(...page);
  const answers = await huma.read(listed.map(({ humaId }) => humaId));
  return {
    users: answers.flatMap((answer) => (answer.kind === 'user' ? [answer.user] : [])),
    unread: listed.flatMap(({ humaId, email }, n) => (answers[n]?.kind === 'user' ? [] : [{ humaId, email, says: 'cannot be read' }])),
  };
}

/** The address that a role ends up with. */
const mailOf = (role: Role, people: Record<Role, InventedPerson>): string => (role === 'changed' ? 'ny.adresse@example.no' : people[role].email);

const isThe = (role: Role, people: Record<Role, InventedPerson>, values: Record<string, string | null>): boolean =>
  values['contact.email'] === people[role].email || values['contact.email'] === mailOf(role, people) || values['employee.code'] === people[role].employmentId;

const TITLE = 'Regnskapssjef';
/** Of somebody who is in neither system. */
const ANOTHER_ID = inventPeople(CAST.length + 1, 31).at(-1)?.nationalId ?? '';

function changeInHuma({ state }: HumaSandbox, people: Record<Role, InventedPerson>, ids: Record<Role, string>): void {
  const titleId = '0f6f9f1c-1111-4222-8333-444455556666';
  state.titles.set(titleId, { id: titleId, name: TITLE });
  state.editUser(ids.changed, (user) => {
    Object.assign(user.profile, {
      email: mailOf('changed', people), employmentId: '000777', givenName: 'Åse', familyName: "O'Nyhus", phone: '+4799554433', birthDate: '1991-05-06', bankAccount: { number: '12345678903', country: 'NO' },
      homeAddress: { line1: 'Kungsgatan 2', line2: 'c/o Prøve', postalCode: '11143', city: 'Stockholm', country: 'SE' }, gender: user.profile.gender === 'Male' ? 'Female' : 'Male',
    });
    for (const position of user.positions) Object.assign(position, { titleId, contractStartDate: '2020-01-15', probationEndDate: '2027-02-01', terminationNoticeDate: '2027-03-01', contractEndDate: '2027-06-30' });
    for (const one of user.identifications) one.value = ANOTHER_ID;
  });
  state.editUser(ids.emptied, (user) => { for (const position of user.positions) delete position.probationEndDate; });
  state.editUser(ids.closed, (user) => { for (const position of user.positions) position.probationEndDate = '2027-02-01'; });
  state.editUser(ids.locked, (user) => { user.active = false; user.profile.phone = '+4799554499'; });
  state.editUser(ids.humaWins, (user) => {
    Object.assign(user.profile, { phone: '+4799554477', gender: user.profile.gender === 'Male' ? 'Female' : 'Male', homeAddress: { line1: 'Nygata 7', postalCode: '5003', city: 'Bergen', country: 'NO' } });
    for (const position of user.positions) Object.assign(position, { titleId, probationEndDate: '2027-02-01' });
  });
}

function changeInXledger(xledger: XledgerSandbox, { xledgerWins }: Record<Role, InventedPerson>): void {
  const [row] = peopleOf(xledger.state).filter(({ values }) => values['employee.code'] === xledgerWins.employmentId);
  xledger.edit(row?.dbId ?? 0, { 'contact.birthday': '1966-06-16', 'contact.phone': '+4799554488', 'subledger.phone': '+4799554488', 'employee.trialTo': '2028-01-01' });
}

/** The rows with Xledger's value chosen where that is what the role is about. */
const decided = (rows: readonly PlanRow[], humaId: string): PlanRow[] =>
  rows.map((row) => (row.humaId === humaId ? { ...row, differences: row.differences.map((one) => ({ ...one, decision: one.offers.includes('xledger') ? ('xledger' as const) : one.decision })) } : row));

/** Rows of Xledger, each with the person's values in Huma beside it; a second one in Huma makes a second entry. */
function bothSides(role: Role, { state }: HumaSandbox, rows: readonly PersonView[], people: Record<Role, InventedPerson>): Values[] {
  const users = [...state.users.values()].filter(({ profile: { email } }) => email === people[role].email || email === mailOf(role, people));
  return Array.from({ length: Math.max(rows.length, users.length) }, (_, n) => ({ ...rows[n]?.values, ...(users[n] && valuesOf(state, users[n])) }));
}

function valuesOf({ titles }: HumaSandbox['state'], { profile, positions, identifications, active }: Held): Values {
  const { homeAddress, bankAccount, ...plain } = profile;
  const [position] = positions;
  const values: Record<string, unknown> = {
    ...plain, active, bankAccount: bankAccount && ('iban' in bankAccount ? bankAccount.iban : bankAccount.number),
    ...Object.fromEntries(Object.entries(homeAddress ?? {}).map(([part, value]) => [`address.${part}`, value])),
    title: position?.titleId && titles.get(position.titleId)?.name,
    contractStartDate: position?.contractStartDate, probationEndDate: position?.probationEndDate, terminationNoticeDate: position?.terminationNoticeDate, contractEndDate: position?.contractEndDate,
    nationalId: identifications.find(({ type }) => type === 'national')?.value,
  };
  return Object.fromEntries(Object.entries(values).flatMap(([path, value]) => (value === undefined || value === null ? [] : [[`huma.${path}`, String(value as string | boolean)]])));
}

const fail = (what: string): never => { throw new Error(what); };

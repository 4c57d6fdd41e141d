// The questions to Huma that only a write answers: one marked test person, who has to be deleted in Huma by hand.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { findAll, is, oneOf, open, other, type Finding, type Findings, type Probe } from '../findings';
import type { Say } from '../verified';
import type { HumaAsker, Reply } from './ask';
import { textIn, wrapper, type HumaTenant, type Someone } from './people';

interface TestPerson {
  asker: HumaAsker;
  id: string;
  mark: string;
  sample: readonly Someone[];
}

type HumaWritingProbe = Probe<TestPerson>;

export async function withHumaTestPerson({ asker, sample }: HumaTenant, read: Findings, say: Say): Promise<{ findings: Findings; left: string[] }> {
  const mark = `zzv${randomBytes(4).toString('hex')}`;
  say('adding the test person');
  const made = await add(asker, mark);
  if (made.id === undefined) return { findings: { ...read, H21: made.H21 }, left: [] };
  const findings = await findAll(PROBES, { asker, id: made.id, mark, sample }, (done, of) => say(`question ${done + 1} of ${of} with the test person`), { ...read, H21: made.H21 });
  const left = [`Huma's Open API cannot delete or deactivate anybody: delete "Zz-Verify Testperson ${mark}" in Huma.`];
  return { findings: findings, left };
}

async function add(asker: HumaAsker, mark: string): Promise<{ id?: string; H21: Finding }> {
  const person = { email: `${mark}@example.no`, givenName: 'Zz-Verify', familyName: `Testperson ${mark}`, invite: false };
  const without = await asker.send('POST', '/users', { ...person, groups: [] });
  if (isDone(without)) return { id: textIn(without.json, 'id'), H21: is('accepted') };
  const groups = z.object({ items: z.array(z.object({ id: z.string() })) }).safeParse((await asker.get('/groups', '?type=company&limit=1')).json);
  const group = groups.success ? groups.data.items[0]?.id : undefined;
  const within = group === undefined ? undefined : await asker.send('POST', '/users', { ...person, groups: [group] });
  if (within && isDone(within)) return { id: textIn(within.json, 'id'), H21: is('refused') };
  return { H21: open(`A person was refused with and without a group (HTTP ${without.status}).`) };
}

const isDone = ({ status }: Reply): boolean => status >= 200 && status < 300;

const patch = ({ asker, id }: TestPerson, body: object): Promise<Reply> => asker.send('PATCH', `/users/${id}`, body);

async function readBack({ asker, id }: TestPerson): Promise<Someone> {
  const details = z.record(z.unknown()).safeParse((await asker.get(`/users/${id}`)).json);
  return { id, details: details.success ? details.data : {}, positions: [], withoutLimit: undefined };
}

const nulls: HumaWritingProbe = {
  keys: ['H16'],
  async find(person) {
    if (!isDone(await patch(person, { preferredName: 'Zz' })) || wrapper(await readBack(person), 'preferredName')?.value === undefined) return { H16: open('A preferred name could not be written.') };
    const answer = await patch(person, { preferredName: null });
    if (!isDone(answer)) return { H16: is('refused', `HTTP ${answer.status}`) };
    return { H16: is(wrapper(await readBack(person), 'preferredName')?.value === undefined ? 'clears' : 'ignored') };
  },
};

const taken: HumaWritingProbe = {
  keys: ['H20', 'H28'],
  async find(person) {
    const other_ = (key: string) => person.sample.map((one) => wrapper(one, key)?.value).find((value) => typeof value === 'string' && value !== '');
    const [phone, employmentId] = [other_('phone'), other_('employmentId')];
    const H20 = phone === undefined ? open('No phone number of anybody can be read.') : refusal((await patch(person, { phone })).status);
    if (H20.kind === 'is' && H20.position === 'accepted') await patch(person, { phone: '' });
    if (employmentId === undefined) return { H20, H28: open('No employment id of anybody can be read.') };
    if (H20.kind !== 'is' || H20.position === 'accepted') return { H20, H28: open('Huma refuses nothing that is taken (H20), or that could not be told.') };
    const answer = await patch(person, { employmentId });
    if (isDone(answer)) await patch(person, { employmentId: person.mark });
    return { H20, H28: is(isDone(answer) ? 'notEnforced' : 'enforced') };
  },
};

function refusal(status: number): Finding {
  const position = { 400: 'badRequest', 409: 'conflict', 500: 'serverError' }[status] ?? (status < 300 ? 'accepted' : undefined);
  return position ? is(position, 'tried with a phone number') : other(`HTTP ${status}`);
}

const phone: HumaWritingProbe = {
  keys: ['H23'],
  async find(person) {
    if (!isDone(await patch(person, { phone: '999 00 031' }))) return { H23: open('A phone number could not be written.') };
    const value = wrapper(await readBack(person), 'phone')?.value;
    if (typeof value !== 'string') return { H23: open('The phone number cannot be read.') };
    return { H23: value === '999 00 031' ? is('asEntered') : /^\+\d+$/.test(value) ? is('e164') : other('another form') };
  },
};

const email: HumaWritingProbe = {
  keys: ['H22'],
  async find(person) {
    const wanted = `${person.mark}-neu@example.no`;
    if (!isDone(await patch(person, { email: wanted }))) return { H22: open('Another e-mail was refused.') };
    const { details } = await readBack(person);
    if (textIn(details, 'email.value') === wanted) return { H22: oneOf(['pendingOnceLoggedIn', 'immediate'], 'The test person has never logged in.') };
    return { H22: textIn(details, 'email.requestedValue') === wanted ? is('pending') : other('neither taken nor waiting') };
  },
};

const PROBES: readonly HumaWritingProbe[] = [nulls, phone, taken, email];

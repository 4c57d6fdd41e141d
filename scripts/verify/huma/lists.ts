// Probes of lists and the door: who is listed, array filters, pages, deactivated people, limits, tokens, messages.
import isEqual from 'lodash/isEqual';
import { HUMA_FACTS } from '../facts';
import { is, oneOf, open, other, type Finding } from '../findings';
import { listed, textIn, type HumaProbe, type HumaTenant } from './people';

const who: HumaProbe = {
  keys: ['H11', 'H12'],
  async find({ asker }) {
    const [all, active, gone] = [await listed(asker, 'limit=1'), await listed(asker, 'isActive=true&limit=1'), await listed(asker, 'isActive=false&limit=1')];
    const [id] = gone.ids;
    if (id === undefined || !gone.total) return { H11: open('Nobody is deactivated.'), H12: open('Nobody is deactivated.') };
    const details = await asker.get(`/users/${id}`);
    return { H11: listedBy(all.total, active.total, gone.total), H12: readAs(details.status, details.json) };
  },
};

function listedBy(all: number | undefined, active: number | undefined, gone: number): Finding {
  if (all === undefined || active === undefined) return open('The lists tell no total.');
  return all === active + gone ? is('all') : all === active ? is('activeOnly') : other(`${all} without isActive, ${active} active, ${gone} not`);
}

function readAs(status: number, json: unknown): Finding {
  if (status === 404) return is('notFound');
  if (status === 403) return is('forbidden');
  if (status !== 200) return other(`HTTP ${status}`);
  return is(textIn(json, 'givenName.value') === undefined ? 'fewFields' : 'deletedNotFound', 'tried with a deactivated person');
}

const arrays: HumaProbe = {
  keys: ['H14'],
  async find({ asker, sample }) {
    const [a, b] = sample.map(({ id }) => id);
    if (!a || !b) return { H14: open('There are not two active people to ask for.') };
    const found = async (query: string) => (await listed(asker, `${query}&limit=50`)).ids.filter((id) => id === a || id === b).length;
    if ((await found(`id=${a}&id=${b}`)) === 2) return { H14: is('repeated', (await found(`id=${a},${b}`)) === 2 ? 'commas are taken too' : undefined) };
    return { H14: (await found(`id=${a},${b}`)) === 2 ? is('comma') : other('neither form finds both') };
  },
};

const pages: HumaProbe = {
  keys: ['H15'],
  async find({ asker }) {
    const page = async () => (await listed(asker, 'isActive=true&limit=5&offset=0')).ids;
    const [first, second, third] = [await page(), await page(), await page()];
    if (first.length < 2) return { H15: open('There are too few people to tell.') };
    return { H15: is(isEqual(first, second) && isEqual(second, third) ? 'stable' : 'shifting', 'the same page, three times') };
  },
};

const limits: HumaProbe = {
  keys: ['H13'],
  async find(tenant) {
    if (!tenant.limits) return { H13: open('Not asked: --limits asks for 30 small lists at once.') };
    const replies = await tenant.asker.getAtOnce(30, '/job-titles?search=verify');
    const refused = replies.find(({ status }) => status === 429 || status >= 500);
    await tenant.clock.sleep(3_000);
    if (!refused) return { H13: is('unlimited', 'as far as 30 at once') };
    if (refused.status === 429) return { H13: is(refused.headers['retry-after'] === undefined ? 'withoutRetryAfter' : 'tooManyRequests') };
    return { H13: refused.status === 503 ? is('unavailable') : other(`HTTP ${refused.status}`) };
  },
};

/** Asks last, with the token of the beginning. */
const token: HumaProbe = {
  keys: ['H13Token'],
  find: async (tenant) => ({ H13Token: await lifeOf(tenant) }),
};

/** Nobody gives a token for more than eleven days; as milliseconds it is the hour that is usual. */
const TOO_LONG = 1_000_000;

async function lifeOf({ asker, clock, waitMinutes }: HumaTenant): Promise<Finding> {
  const { expiresIn } = asker;
  if (expiresIn === undefined) return other('no expires_in');
  if (expiresIn >= TOO_LONG) return is('milliseconds', `expires_in is ${expiresIn}; as seconds that would be ${Math.round(expiresIn / 86_400)} days`);
  const wait = Math.min(waitMinutes * 60, expiresIn - 120);
  if (wait <= 0) return oneOf(['seconds', 'endsEarly'], `expires_in is ${expiresIn}; whether it lives as long needs --wait ${Math.ceil((expiresIn - 120) / 60)}.`);
  await clock.sleep(wait * 1_000);
  const { status } = await asker.withFirstToken('/users?limit=1');
  if (status === 401) return is('endsEarly', `ended before ${Math.round(wait / 60)} minutes`);
  return wait < expiresIn - 180 ? oneOf(['seconds', 'endsEarly'], `It lived for ${Math.round(wait / 60)} minutes; expires_in is ${expiresIn}.`) : is('seconds');
}

/** What no question to the API can answer. */
const unasked: HumaProbe = {
  keys: Object.entries(HUMA_FACTS).flatMap(([key, { asked }]) => (asked.by === 'nothing' ? [key] : [])),
  find: () => Promise.resolve(Object.fromEntries(Object.entries(HUMA_FACTS).flatMap(([key, { asked }]) => (asked.by === 'nothing' ? [[key, open(asked.why)]] : [])))),
};

export const LIST_PROBES: readonly HumaProbe[] = [who, arrays, pages, unasked, limits, token];

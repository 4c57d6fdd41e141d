// Probes of people's details: what may be read, what is empty, accounts, countries, positions, other integrations.
import { is, oneOf, open, other, type Finding } from '../findings';
import { textIn, wrapper, type HumaProbe, type Someone } from './people';

const NOBODY = open('There is no active person to look at.');

/** What the Manager role may not be allowed to read. */
const RESTRICTED = ['bankAccount', 'identifications'] as const;
/** Other fields, of which some are empty for most people. */
const OPTIONAL = ['phone', 'birthDate', 'homeAddress', 'gender', 'preferredName', 'nationality', 'employmentId', 'privateEmail', 'civilStatus'] as const;

const access: HumaProbe = {
  keys: ['H9', 'H10'],
  find: ({ sample }) => Promise.resolve({ H9: mayRead(sample), H10: emptyMeans(sample) }),
};

function mayRead(sample: readonly Someone[]): Finding {
  if (sample.length === 0) return NOBODY;
  const seen = RESTRICTED.map((key) => sample.map((one) => wrapper(one, key)));
  const all = seen.flat();
  if (seen.every((wrappers) => wrappers.some((one) => one?.value !== undefined))) return is('readable');
  if (all.every((one) => one === undefined)) return is('wrapperMissing');
  if (all.every((one) => one === undefined || (one.value === undefined && one.editable === false))) return is('wrapperWithoutValue');
  return seen.some((wrappers) => wrappers.some((one) => one?.value !== undefined)) ? other('one of bank account and identifications is readable, the other is not') : open('Nobody who was looked at has a bank account or an identification.');
}

function emptyMeans(sample: readonly Someone[]): Finding {
  if (sample.length === 0) return NOBODY;
  const wrappers = sample.flatMap((one) => OPTIONAL.flatMap((key) => wrapper(one, key) ?? []));
  const empty = wrappers.filter(({ value }) => value === undefined);
  if (empty.some(({ editable }) => editable === false)) return is('hidden', 'fields of active people have no value and may not be edited');
  if (empty.length > 0) return is('empty');
  const partly = OPTIONAL.filter((key) => sample.some((one) => wrapper(one, key)) && sample.some((one) => !wrapper(one, key)));
  if (partly.length > 0) return is('emptyLeftOut', `${partly.join(', ')}: there for some people only`);
  return oneOf(['emptyLeftOut', 'empty'], 'No field without value was seen, nor one that is there for some people only.');
}

const accounts: HumaProbe = {
  keys: ['H17', 'H17Code'],
  find: ({ sample }) => {
    const national = sample.map((one) => wrapper(one, 'bankAccount')?.value).filter((value) => textIn(value, 'number') !== undefined);
    if (national.length === 0) return Promise.resolve({ H17: open('No national account can be read.'), H17Code: open('No national account can be read.') });
    const types = new Set(national.map((value) => textIn(value, 'type') ?? ''));
    const codes = new Set(national.map((value) => meaningOf(textIn(value, 'code') ?? '', textIn(value, 'number') ?? '', textIn(value, 'country') ?? '')));
    return Promise.resolve({ H17: only(types, ['national', 'NATIONAL', 'domestic'], 'type'), H17Code: only(codes, ['clearing', 'country', 'empty'], 'code') });
  },
};

function meaningOf(code: string, number: string, country: string): string {
  if (code === '') return 'empty';
  if (code.toUpperCase() === country.toUpperCase()) return 'country';
  return number.replace(/\D/g, '').startsWith(code) ? 'clearing' : 'something else';
}

/** The one word that was seen, if it is one of the positions. Other words are said only where they are short words, not values. */
function only(seen: ReadonlySet<string>, positions: readonly string[], what: string): Finding {
  const [word = '', ...more] = seen;
  if (more.length === 0 && positions.includes(word)) return is(word);
  const words = [...seen].map((one) => (/^[A-Za-z_ -]{0,20}$/.test(one) ? one : '…'));
  return other(`${what}: ${words.join(', ')}`);
}

const countries: HumaProbe = {
  keys: ['H24'],
  find: ({ sample }) => {
    const forms = new Set(sample.flatMap((one) => {
      const country = textIn(wrapper(one, 'homeAddress')?.value, 'country');
      return country === undefined || country === '' ? [] : [/^[A-Z]{2}$/.test(country) ? 'upper' : /^[a-z]{2}$/.test(country) ? 'lower' : 'name'];
    }));
    const [form, ...more] = forms;
    if (form === undefined) return Promise.resolve({ H24: open('No address can be read.') });
    return Promise.resolve({ H24: more.length === 0 ? is(form) : other([...forms].join(' and ')) });
  },
};

const integrations: HumaProbe = {
  keys: ['H25', 'H26'],
  find: ({ sample }) => {
    const names = new Set(sample.flatMap(({ details }) => Object.entries((details.connectedIntegrations as Record<string, unknown> | undefined) ?? {}).map(([name, entry]) => `${name} ${textIn(entry, 'type') ?? ''}`)));
    const warned = sample.some((one) => Object.keys(one.details).some((key) => wrapper(one, key)?.hasWarning));
    return Promise.resolve({
      H25: names.size === 0 ? is('none') : is([...names].some((name) => /xledger/i.test(name)) ? 'xledger' : 'somethingElse', `connected: ${[...names].map((name) => name.split(' ')[0]).join(', ')}`),
      H26: warned ? oneOf(['unlinks', 'refused'], 'Some fields carry a warning. What an edit would do is not tried: it could cut a link.') : is('none'),
    });
  },
};

const DEPRECATED = ['employmentStartDate', 'jobTitle', 'employmentType'] as const;

const deprecated: HumaProbe = {
  keys: ['H18', 'H19', 'H15Positions'],
  find: ({ sample }) => {
    const several = sample.filter(({ positions }) => positions.length > 1);
    const H15Positions = several.length === 0 ? open('Nobody who was looked at has several positions.') : is(several.every(({ positions, withoutLimit }) => withoutLimit === positions.length) ? 'all' : 'one', undefined);
    const H19 = stillFilled(sample);
    return Promise.resolve({ H15Positions, H19, H18: H19.kind === 'is' && H19.position === 'kept' ? shownPosition(sample) : open('The deprecated fields are not filled, so they show no position.') });
  },
};

function stillFilled(sample: readonly Someone[]): Finding {
  const employed = sample.filter(({ positions }) => positions.some((position) => textIn(position, 'status') === 'CURRENT'));
  if (employed.length === 0) return open('Nobody who was looked at has a current position.');
  const wrappers = employed.flatMap((one) => DEPRECATED.map((key) => wrapper(one, key)));
  if (wrappers.some((one) => one?.value !== undefined)) return is('kept');
  if (wrappers.some((one) => one !== undefined)) return is('emptyWrappers');
  return someLeavesOut(sample) ? oneOf(['emptyWrappers', 'removed'], 'Huma leaves out what is empty (H10).') : is('removed');
}

const someLeavesOut = (sample: readonly Someone[]): boolean => emptyMeans(sample).kind !== 'is' || !sample.some((one) => OPTIONAL.some((key) => wrapper(one, key) && wrapper(one, key)?.value === undefined));

type Start = string | undefined;
/** What the deprecated start date would be under each rule. */
const RULES: Readonly<Record<string, (positions: Someone['positions']) => Start>> = {
  earliestCurrent: (positions) => startsOf(current(positions))[0],
  largestPercentage: (positions) => startOf([...current(positions)].sort((a, b) => Number(textIn(b, 'percentage') ?? 0) - Number(textIn(a, 'percentage') ?? 0))[0]),
  latestStart: (positions) => startsOf(current(positions)).at(-1),
  overallFirstStart: (positions) => startsOf(positions)[0],
};
const current = (positions: Someone['positions']): Someone['positions'] => positions.filter((position) => textIn(position, 'status') === 'CURRENT');
const startOf = (position: unknown): Start => textIn(position, 'contractStartDate');
const startsOf = (positions: Someone['positions']): string[] => positions.flatMap((position) => startOf(position) ?? []).sort();

function shownPosition(sample: readonly Someone[]): Finding {
  const telling = sample.filter((one) => current(one.positions).length > 0 && new Set(Object.values(RULES).map((rule) => rule(one.positions))).size > 1);
  if (telling.length === 0) return open('Nobody who was looked at has several positions that tell the rules apart.');
  const fitting = Object.keys(RULES).filter((name) => telling.every((one) => RULES[name]?.(one.positions) === textIn(wrapper(one, 'employmentStartDate'), 'value')));
  if (fitting.length === 0) return other('the deprecated start fits none of the rules for everybody');
  return oneOf(fitting, 'The positions that were seen do not tell them apart.');
}

const phones: HumaProbe = {
  keys: ['H23'],
  find: ({ sample }) => {
    const numbers = sample.flatMap((one) => textIn(wrapper(one, 'phone')?.value, '') ?? (wrapper(one, 'phone')?.value as string | undefined) ?? []);
    if (numbers.length === 0) return Promise.resolve({ H23: open('No phone number can be read.') });
    const plain = numbers.some((number) => !/^\+\d{6,15}$/.test(number));
    return Promise.resolve({ H23: plain ? is('asEntered') : oneOf(['asEntered', 'e164'], 'Every phone number that was seen is written as +47…') });
  },
};

export const FIELD_PROBES: readonly HumaProbe[] = [access, accounts, countries, integrations, deprecated, phones];

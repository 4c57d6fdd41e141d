// The Open API's wrapped shapes: a person's details and one position, each field as { value?, editable, … }.
import type { Huma } from '../context';
import { currentPositions, deprecatedPosition, deprecatedStart, type Position, statusOf, type User } from '../state';
import { addressShape, bankAccountShape, groupShape, jobTitlesOf, phoneShape, positionSummary, simpleUser } from './plain';

type Plain = Record<string, unknown>;

/** GET /users/{id}: everything the key may see. */
export function userDetails(huma: Huma, user: User): Plain {
  const { store } = huma;
  const subordinates = [...store.users.values()].filter((other) => other.supervisor === user.id).length;
  return {
    id: user.id,
    type: user.type,
    status: { active: user.active, ...(user.deactivatedAt && { deactivatedAt: user.deactivatedAt }) },
    subordinatesCount: subordinates,
    ...(user.invitedAt && { invitedAt: user.invitedAt }),
    ...(user.lastLoggedInAt && { lastLoggedInAt: user.lastLoggedInAt }),
    email: {
      value: user.profile.email,
      editable: user.active,
      ...(user.requestedEmail && { requestedValue: user.requestedEmail }),
      ...warning(huma, user, 'email'),
    },
    ...wrapAll(huma, user, profileValues(huma, user)),
    ...deprecatedFields(huma, user),
    currentPositions: currentPositions(user, huma.now()).map((position) => positionSummary(huma, position)),
    ...connected(huma, user),
    custom: {},
  };
}

/** H12 `fewFields`: what is mandatory, and no more. */
export function fewDetails(user: User): Plain {
  const hidden = { editable: false };
  return { id: user.id, type: user.type, status: { active: user.active }, subordinatesCount: 0, email: { value: user.profile.email, ...hidden }, givenName: hidden, familyName: hidden };
}

/** GET /users/{userId}/positions/{id}. */
export function positionDetails(huma: Huma, user: User, position: Position): Plain {
  const { id, titleId, ...values } = position;
  const all = Object.fromEntries(POSITION_KEYS.map((key) => [key, values[key]]));
  const title = titleId && huma.store.titles.get(titleId);
  return { id, ...wrapAll(huma, user, { title, ...all }), status: statusOf(position, huma.now()) };
}

const POSITION_KEYS = [
  'contractStartDate', 'contractEndDate', 'firstDayOfWork', 'lastDayOfWork', 'contractCountry', 'contractType', 'percentage',
  'terminationNoticeDate', 'probationEndDate', 'description', 'endNote', 'endReason', 'wantedEnd', 'note',
] as const;

/** H9: what the Manager role may not be allowed to read. */
const RESTRICTED = new Set(['bankAccount', 'identifications', 'terminationNoticeDate', 'contractEndDate', 'employmentEndDate', 'lastDayOfWork', 'endReason', 'endNote', 'wantedEnd']);
/** H10 `hidden`: the values that are then kept back. */
const HIDEABLE = new Set(['phone', 'birthDate', 'homeAddress', 'gender']);
/** Wrappers without `integrations` in the API description. */
const NO_INTEGRATIONS = /Date$|^(first|last)DayOfWork$/;
/** H26: the fields that an integration locks. */
export const LOCKED = ['givenName', 'familyName', 'email', 'phone', 'homeAddress', 'gender', 'employmentId', 'bankAccount', 'birthDate'];
const MANDATORY = new Set(['givenName', 'familyName']);

function wrapAll(huma: Huma, user: User, values: Plain): Plain {
  const entries = Object.entries(values).map(([key, value]) => [key, wrap(huma, user, key, value)] as const);
  return Object.fromEntries(entries.filter(([, wrapper]) => wrapper !== undefined));
}

function wrap(huma: Huma, user: User, key: string, value: unknown): Plain | undefined {
  const { H9, H10 } = huma.switches;
  if (RESTRICTED.has(key) && H9 === 'wrapperMissing') return undefined;
  if (RESTRICTED.has(key) && H9 === 'wrapperWithoutValue') return { editable: false };
  if (HIDEABLE.has(key) && H10 === 'hidden') return { editable: false, ...(key === 'birthDate' && { showBirthday: false }) };
  const empty = value === undefined || value === '';
  if (empty && H10 === 'emptyLeftOut' && !MANDATORY.has(key)) return undefined;
  return {
    ...(!empty && { value }),
    editable: user.active,
    ...(key === 'birthDate' && { showBirthday: true }),
    ...warning(huma, user, key),
  };
}

function warning(huma: Huma, user: User, key: string): Plain {
  if (huma.switches.H26 === 'none' || !user.linked || !LOCKED.includes(key) || NO_INTEGRATIONS.test(key)) return {};
  return { integrations: { xledger: { warning: 'locked_disconnect' } } };
}

function profileValues(huma: Huma, user: User): Plain {
  const { profile } = user;
  const groups = huma.store.groupsOf(user).map(groupShape);
  const supervisor = user.supervisor && huma.store.users.get(user.supervisor);
  const starts = user.positions.flatMap((position) => position.contractStartDate ?? []).sort();
  const { email: _email, ...rest } = profile;
  return {
    preferredName: undefined, nationality: undefined, birthDate: undefined, gender: undefined, employmentId: undefined, privateEmail: undefined, civilStatus: undefined,
    ...rest,
    phone: profile.phone && phoneShape(huma, profile.phone),
    homeAddress: profile.homeAddress && addressShape(huma, profile.homeAddress),
    bankAccount: profile.bankAccount && bankAccountShape(huma, profile.bankAccount),
    identifications: user.identifications,
    teams: groups.filter(({ type }) => type === 'team'),
    locations: groups.filter(({ type }) => type === 'location'),
    companies: groups.filter(({ type }) => type === 'company'),
    groups,
    firstContractStartDate: starts[0],
    supervisor: supervisor ? simpleUser(huma, supervisor) : undefined,
  };
}

/** H18 and H19: what the "use positions instead" fields still say. */
function deprecatedFields(huma: Huma, user: User): Plain {
  const { H18, H19 } = huma.switches;
  if (H19 === 'removed') return {};
  const position = H19 === 'kept' ? deprecatedPosition(user, H18, huma.now()) : undefined;
  return {
    ...wrapAll(huma, user, {
      jobTitle: position?.titleId && huma.store.titles.get(position.titleId),
      employmentType: position?.contractType,
      employmentPercentage: position?.percentage,
      employmentStartDate: position && deprecatedStart(user, H18, huma.now()),
      employmentEndDate: position?.contractEndDate,
      firstDayOfWork: position?.firstDayOfWork,
      lastDayOfWork: position?.lastDayOfWork,
      probationEndDate: position?.probationEndDate,
      terminationNoticeDate: position?.terminationNoticeDate,
    }),
    jobTitles: H19 === 'kept' ? jobTitlesOf(huma, user) : [],
  };
}

/** H25: how Huma's own Xledger integration shows on a linked person. */
function connected(huma: Huma, user: User): Plain {
  const name = { none: undefined, xledger: 'xledger', somethingElse: 'erp' }[huma.switches.H25];
  if (!name || !user.linked) return {};
  return { connectedIntegrations: { [name]: { type: name === 'xledger' ? 'xledger' : 'accounting', externalId: `x-${user.profile.employmentId ?? user.id}` } } };
}

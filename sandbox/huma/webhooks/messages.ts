// The messages that a change of a person sends: topics and bodies, in every shape that is plausible (H2–H5, H7, H8).
import { bankAccountShape, addressShape, groupShape, phoneShape, positionSummary } from '../views';
import type { Huma } from '../context';
import { type Change, currentPositions, deprecatedPosition, deprecatedStart, type User } from '../state';

export interface Message {
  topic: string;
  body: Record<string, unknown>;
}

/** What one change sends: nothing, one message or several. The key's own account never sends any. */
export function messagesOf(huma: Huma, change: Change): Message[] {
  const user = 'after' in change ? change.after : change.before;
  if (user.type !== 'user') return [];
  return CHANGES[change.kind](huma, change);
}

/** The export: every person with everything, as one message each or as a single one (H5). */
export function exportMessages(huma: Huma): Message[] {
  const users = [...huma.store.users.values()].filter(({ type }) => type === 'user').map((user) => entry(huma, viewOf(huma, user)));
  return huma.switches.H5 === 'all' ? [message('users-export', users)] : users.map((user) => message('users-export', [user]));
}

type Plain = Record<string, unknown>;
type Kind = 'profile' | 'email' | 'status' | 'position' | 'identification' | 'group';

const CHANGES: Record<Change['kind'], (huma: Huma, change: Change) => Message[]> = {
  create: (huma, change) => [message('users-create', [entry(huma, viewOf(huma, (change as { after: User }).after))])],
  update: (huma, change) => updateMessages(huma, change as Extract<Change, { kind: 'update' }>),
  delete: (huma, change) => {
    const { before } = change as { before: User };
    const last = huma.switches.H4 === 'lastKnown' ? entry(huma, viewOf(huma, before)) : { id: before.id, email: before.profile.email };
    return [message('users-delete', [last])];
  },
};

function updateMessages(huma: Huma, { before, after }: Extract<Change, { kind: 'update' }>): Message[] {
  const { H2, H7, H7Moment, H8 } = huma.switches;
  const [was, is] = [viewOf(huma, before), viewOf(huma, after)];
  const changed = Object.keys(is).filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
  const of = (...kinds: Kind[]) => changed.filter((key) => kinds.includes(kindOf(key)));
  const requested = after.requestedEmail && after.requestedEmail !== before.requestedEmail;
  const confirmed = before.requestedEmail && after.profile.email === before.requestedEmail;
  const emailSays = H7Moment === 'request' ? Boolean(requested) || (of('email').length > 0 && !confirmed) : of('email').length > 0;

  const keys = [
    ...of('profile'),
    ...(emailSays && H7 !== 'instead' ? ['email'] : []),
    ...(H8 === 'all' ? of('status', 'position', 'identification', 'group') : []),
  ];
  const elsewhere: Kind[] = H8 === 'otherTopics' ? (['status', 'position', 'identification', 'group'] as const).filter((kind) => of(kind).length > 0) : [];
  return [
    ...(keys.length > 0 ? [message('users-update', [entry(huma, is, H2 === 'full' ? Object.keys(is) : keys)])] : []),
    ...(emailSays && H7 !== 'usersUpdate' ? [undocumented(huma, 'users-email-update', after)] : []),
    ...elsewhere.map((kind) => undocumented(huma, `users-${kind}-update`, after)),
  ];
}

/** H7Body: an undocumented topic either names its people as the documented ones do, or in a way of its own. */
function undocumented(huma: Huma, topic: string, user: User): Message {
  if (huma.switches.H7Body === 'users') return message(topic, [{ id: user.id, email: user.profile.email }]);
  return { topic, body: { topic, subject: { kind: 'user', userId: user.id } } };
}

const message = (topic: string, users: Plain[]): Message => ({ topic, body: { topic, users } });

const KINDS: Record<string, Kind> = {
  email: 'email', status: 'status', identifications: 'identification', teams: 'group', locations: 'group', companies: 'group',
  jobTitle: 'position', employmentStartDate: 'position', employmentEndDate: 'position', probationEndDate: 'position',
  terminationNoticeDate: 'position', employmentPercentage: 'position', currentPositions: 'position',
};
const kindOf = (key: string): Kind => KINDS[key] ?? 'profile';

/** One person as the messages know one: the Open API's names with plain values; null where a field is empty. */
function viewOf(huma: Huma, user: User): Plain {
  const { profile } = user;
  const groups = huma.store.groupsOf(user).map(groupShape);
  const position = deprecatedPosition(user, huma.switches.H18, huma.now());
  const title = position?.titleId && huma.store.titles.get(position.titleId);
  const view: Plain = {
    email: profile.email,
    givenName: profile.givenName,
    familyName: profile.familyName,
    preferredName: profile.preferredName,
    phone: profile.phone && phoneShape(huma, profile.phone),
    birthDate: profile.birthDate,
    gender: profile.gender,
    nationality: profile.nationality,
    civilStatus: profile.civilStatus,
    privateEmail: profile.privateEmail,
    employmentId: profile.employmentId,
    homeAddress: profile.homeAddress && addressShape(huma, profile.homeAddress),
    bankAccount: profile.bankAccount && bankAccountShape(huma, profile.bankAccount),
    identifications: user.identifications,
    teams: groups.filter(({ type }) => type === 'team'),
    locations: groups.filter(({ type }) => type === 'location'),
    companies: groups.filter(({ type }) => type === 'company'),
    status: { active: user.active },
    jobTitle: title || undefined,
    employmentStartDate: deprecatedStart(user, huma.switches.H18, huma.now()),
    employmentEndDate: position?.contractEndDate,
    probationEndDate: position?.probationEndDate,
    terminationNoticeDate: position?.terminationNoticeDate,
    employmentPercentage: position?.percentage,
    currentPositions: currentPositions(user, huma.now()).map((one) => positionSummary(huma, one)),
    custom: user.custom,
    id: user.id,
  };
  return Object.fromEntries(Object.entries(view).map(([key, value]) => [key, value ?? null]));
}

/** H2Shape and H3: the entry of one person in `users`, always with id and e-mail. */
function entry(huma: Huma, view: Plain, keys: readonly string[] = Object.keys(view)): Plain {
  const shown = keys.filter((key) => key !== 'id' && key !== 'email').flatMap((key) => {
    const value = view[key];
    if (value !== null) return [[key, huma.switches.H2Shape === 'wrapped' && key !== 'status' ? { value, editable: true } : value]];
    return { null: [[key, wrappedEmpty(huma, null)]], emptyText: [[key, wrappedEmpty(huma, '')]], absent: [] }[huma.switches.H3];
  });
  const email = huma.switches.H2Shape === 'wrapped' ? { value: view.email, editable: true } : view.email;
  return { id: view.id, email, ...Object.fromEntries(shown) };
}

const wrappedEmpty = (huma: Huma, value: null | ''): unknown =>
  (huma.switches.H2Shape === 'wrapped' ? { value, editable: true } : value);

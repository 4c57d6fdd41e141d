// A Huma that says what a test tells it to, and a clock that does not wait: for what real HTTP shows badly, such as an hour of outage.
import { NoReply, type Clock, type HttpReply, type HttpRequest, type Post } from '../../../core/person';

export type Said = { status?: number; body?: unknown; text?: string; headers?: Record<string, string> } | NoReply | Error;

export const NOON = Date.UTC(2026, 0, 15, 12);

/** A clock that jumps: `slept` lists every wait. */
export function jumpingClock(): Clock & { slept: number[] } {
  let now = NOON;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    random: () => 1,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

/** Answers by what `answer` says to each request; `asked` lists path and query of each. */
export function scripted(answer: (path: string, request: HttpRequest) => Said): { post: Post; asked: string[] } {
  const asked: string[] = [];
  const post: Post = async (request) => {
    const path = request.url.replace('https://huma.example', '');
    asked.push(path);
    const said = answer(path, request);
    if (said instanceof Error) throw said;
    return replyOf(said);
  };
  return { post, asked };
}

/** Says one thing after the other; the last one again and again. */
export function inTurn(...said: Said[]): (path: string) => Said {
  let at = 0;
  return () => said[Math.min(at++, said.length - 1)] as Said;
}

function replyOf({ status = 200, body, text, headers = {} }: Exclude<Said, Error>): HttpReply {
  return { status, headers, body: text ?? JSON.stringify(body) };
}

export const KARI = '5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a10';

const wrapped = (value: unknown, editable = true) => ({ value, editable });

/** The details of an invented person, every synced field filled. */
export function kari(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: KARI,
    type: 'user',
    status: { active: true },
    subordinatesCount: 0,
    email: wrapped('kari.testesen@example.no'),
    givenName: wrapped('Kari'),
    familyName: wrapped('Testesen'),
    phone: wrapped('+47 99 00 00 01'),
    employmentId: wrapped('0042'),
    birthDate: { ...wrapped('1993-03-19'), showBirthday: true },
    gender: wrapped('Female'),
    homeAddress: wrapped({ line1: 'Prøvegata 1', line2: '', line3: 'Oppgang B', postalCode: '0150', city: 'Oslo', country: 'no' }),
    bankAccount: wrapped({ type: 'national', code: '', number: '1234.56.78903', country: 'NO' }),
    identifications: wrapped([{ id: 'a', type: 'national', country: 'NO', value: '19839310008' }]),
    companies: wrapped([{ id: 'company-1', name: 'Prøve AS', type: 'company' }]),
    teams: wrapped([{ id: 'team-1', name: 'Salg', type: 'team' }]),
    ...over,
  };
}

/** A position in full. */
export function position(id: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    status: 'CURRENT',
    title: wrapped({ id: 'title-1', name: 'Utvikler' }),
    contractStartDate: wrapped('2024-08-01'),
    contractEndDate: { editable: true },
    probationEndDate: wrapped('2025-02-01'),
    terminationNoticeDate: { editable: true },
    ...over,
  };
}

/** The same position as the list shows it. */
export function summary(id: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return { id, status: 'CURRENT', title: { id: 'title-1', name: 'Utvikler' }, contractStartDate: '2024-08-01', ...over };
}

/** Answers for one user: details, the list of positions, each position. */
export function userAnswers(details: Said, summaries: Said, full: (id: string) => Said): (path: string) => Said {
  return (path) => {
    const [, , , positions, id] = (path.split('?')[0] ?? '').split('/');
    if (!positions) return details;
    return id ? full(id) : summaries;
  };
}

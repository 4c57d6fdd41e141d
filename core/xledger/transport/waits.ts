/** How long each limit of Xledger asks to wait (xledger.md 2 and 3, U19). */
import type { Instant } from '../../person';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** What the server said about the time: `resetAt` of the credits, the header `Retry-After`. */
export interface Told {
  resetAt?: unknown;
  retryAfter?: string | null;
}

/** When to try again; undefined where the server names no time and the caller has to back off. */
export function untilOf(limit: 'burst' | 'concurrency' | 'creditsGone' | 'unavailable', now: Instant, told: Told): Instant | undefined {
  const after = secondsOf(told.retryAfter, now);
  const least = after === undefined ? undefined : now + after * SECOND;
  return LEAST_WAIT[limit](now, told, least);
}

/** 5 s and 1 s are Xledger's own words; credits come back at `resetAt`, within an hour. */
const LEAST_WAIT: Readonly<Record<Parameters<typeof untilOf>[0], (now: Instant, told: Told, least?: Instant) => Instant | undefined>> = {
  burst: (now, _told, least) => Math.max(now + 5 * SECOND, least ?? 0),
  concurrency: (now, _told, least) => Math.max(now + SECOND, least ?? 0),
  creditsGone: (now, told) => resetOf(told.resetAt, now),
  unavailable: (_now, _told, least) => least,
};

/**
 * The instant in `resetAt`: ISO with a zone, local without one, or epoch in seconds or milliseconds. Unreadable or long past: an hour.
 * Which clock a text without zone shows is open (U20), so the earliest reading that lies ahead counts: asking too early costs one request.
 */
export function resetOf(resetAt: unknown, now: Instant): Instant {
  const ahead = readingsOf(resetAt).filter((instant) => instant > now && instant <= now + 25 * HOUR);
  return ahead.length > 0 ? Math.min(...ahead) : now + HOUR;
}

function readingsOf(resetAt: unknown): Instant[] {
  const text = String(resetAt ?? '').trim();
  if (/^\d{9,14}(?:\.\d+)?$/.test(text)) return [Number(text) < 1e11 ? Number(text) * SECOND : Number(text)];
  const local = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?$/i.exec(text);
  if (!local) return [];
  const [, date, time, zone] = local;
  return (zone ? [zone] : LOCAL_ZONES).map((offset) => Date.parse(`${date}T${time}${offset}`)).filter(Number.isFinite);
}

/** Norwegian summer and winter time, and UTC. */
const LOCAL_ZONES = ['+02:00', '+01:00', 'Z'];

function secondsOf(retryAfter: string | null | undefined, now: Instant): number | undefined {
  if (!retryAfter) return undefined;
  if (/^\d{1,6}$/.test(retryAfter.trim())) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isFinite(at) ? Math.max(0, (at - now) / SECOND) : undefined;
}

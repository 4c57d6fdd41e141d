/** Repeats at the door: a message that was answered a moment ago, and comes again byte for byte (H6). */
import { createHash } from 'node:crypto';

/** What to do with a message: hand it on at once, hand it on to be worked on at the end of the window, or leave it at the answer. */
export type Course = { kind: 'handOn'; notBefore: number; answered(): void } | { kind: 'drop' };

export interface Repeats {
  /** `answered` of the course is to be called once the sender has got its 2xx: only what was taken may be dropped later. */
  courseOf(message: { door: string; rawBody: Uint8Array; window: number; now: number }): Course;
  readonly size: number;
}

interface Seen {
  /** End of the window, in milliseconds. */
  until: number;
  /** Somebody looks again at the end of the window, so whatever comes before it is seen then. */
  looksAgain: boolean;
}

/**
 * The same bytes need not be the same event: Huma may tell two changes of one person in the same words (H2). So the first repeat within
 * the window is put off to its end, where the person is read once more, and only what comes between the two is dropped: nothing that was
 * true when a dropped message came is missed. Kept in the process and bounded: n8n does not keep a workflow's static data for webhooks
 * reliably, and what another process or a forgotten entry lets through is worked on like any event.
 */
export function createRepeats(most = 10_000): Repeats {
  const seen = new Map<string, Seen>();

  function remember(key: string, until: number, now: number): void {
    seen.delete(key);
    seen.set(key, { until, looksAgain: false });
    for (const [oldest, entry] of seen) {
      if (seen.size <= most && entry.until > now) break;
      seen.delete(oldest);
    }
  }

  return {
    courseOf({ door, rawBody, window, now }) {
      if (window <= 0) return { kind: 'handOn', notBefore: 0, answered: () => undefined };
      const key = createHash('sha256').update(door).update('\0').update(rawBody).digest('base64');
      const earlier = seen.get(key);
      if (!earlier || earlier.until <= now) return { kind: 'handOn', notBefore: 0, answered: () => remember(key, now + window, now) };
      if (earlier.looksAgain) return { kind: 'drop' };
      return { kind: 'handOn', notBefore: earlier.until, answered: () => void (earlier.looksAgain = true) };
    },
    get size() {
      return seen.size;
    },
  };
}

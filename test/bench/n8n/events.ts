// Events as Huma sends them, many at a time, to the shipped flow.
import pLimit from 'p-limit';
import { signedHeaders } from '../../e2e/harness/telling';

type Topic = 'users-update' | 'users-create';

/** One message about one user. */
export const eventAbout = (id: string, topic: Topic = 'users-update'): string => JSON.stringify({ topic, users: [{ id }] });

/** Posts every body, so many in flight. @returns how many were taken (2xx), and the seconds from the first to the last answer */
export async function post(url: string, bodies: readonly string[], inFlight: number, topic: Topic = 'users-update'): Promise<{ taken: number; seconds: number }> {
  const limit = pLimit(inFlight);
  const from = performance.now();
  const answers = await Promise.all(bodies.map((body) => limit(async () => {
    const answer = await fetch(url, { method: 'POST', headers: signedHeaders(body, topic), body });
    await answer.arrayBuffer();
    return answer.ok;
  })));
  return { taken: answers.filter(Boolean).length, seconds: (performance.now() - from) / 1000 };
}

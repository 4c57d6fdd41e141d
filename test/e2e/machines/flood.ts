// A flood of events as Huma would send them in a bad hour: many times over, in any order, several people in one message.
import { createHmac } from 'node:crypto';
import pLimit from 'p-limit';
import { randomFrom, type InventedPerson } from '../../../sandbox/people';
import { SECRETS, type Stack } from '../harness';

export interface Event {
  topic: 'users-create' | 'users-update';
  person: InventedPerson;
}

/** Events of one topic, the order within it being that of the flood. */
export type Message = readonly [Event, ...Event[]];

const MOST_IN_A_MESSAGE = 12;
/** Messages on the way at the same time. */
const AT_ONCE = 6;
const PATIENCE = 60_000;

/** Everybody at least once, who is new with a message that says so; the rest by chance; all in random order. */
export function flood(people: readonly InventedPerson[], known: number, count: number, seed: number): Event[] {
  const random = randomFrom(seed);
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const first = people.map((person, n): Event => ({ topic: n < known ? 'users-update' : 'users-create', person }));
  const repeated = Array.from({ length: count - first.length }, (): Event => (random() < 0.3 ? any(first) : { topic: 'users-update', person: any(people) }));
  return [...first, ...repeated].map((event) => ({ event, place: random() })).sort((a, b) => a.place - b.place).map(({ event }) => event);
}

/** Events of the same topic that are near each other share a message, as many as chance has it. */
export function messagesOf(events: readonly Event[], seed: number): Message[] {
  const random = randomFrom(seed);
  const messages: Array<[Event, ...Event[]]> = [];
  const open = new Map<Event['topic'], { message: [Event, ...Event[]]; room: number }>();
  for (const event of events) {
    const filling = open.get(event.topic);
    if (filling && filling.room > 0) {
      filling.message.push(event);
      filling.room -= 1;
      continue;
    }
    const message: [Event, ...Event[]] = [event];
    messages.push(message);
    open.set(event.topic, { message, room: Math.floor(random() * MOST_IN_A_MESSAGE) });
  }
  return messages;
}

/** Changes each person's address in Huma, then sends the message until it is answered with 200. @returns how many were sent again */
export async function post(messages: readonly Message[], { huma }: Stack, url: string): Promise<number> {
  const ids = new Map([...huma.state.users.values()].map(({ id, profile }) => [profile.email, id]));
  const limit = pLimit(AT_ONCE);
  let again = 0;
  await Promise.all(messages.map((message, n) => limit(async () => {
    const users = message.map(({ person }) => ({ id: ids.get(person.email) ?? '' }));
    for (const { id } of users) huma.state.editUser(id, ({ profile }) => { if (profile.homeAddress) profile.homeAddress.line1 = `Gate ${n}`; });
    while (await send(url, message[0].topic, users) !== 200) again += 1;
  })));
  return again;
}

async function send(url: string, topic: string, users: ReadonlyArray<{ id: string }>): Promise<number> {
  const body = JSON.stringify({ topic, users });
  const headers = {
    'content-type': 'application/json', 'huma-topic': topic, authorization: `Bearer ${SECRETS.accessToken}`, connection: 'close',
    'huma-hmac-sha256': createHmac('sha256', SECRETS.clientSecret).update(body).digest('base64'),
  };
  return fetch(`${url}/webhook/huma/webhook`, { method: 'POST', headers, body, signal: AbortSignal.timeout(PATIENCE) }).then(({ status }) => status, () => 0);
}

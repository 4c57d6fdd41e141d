// Sends messages: signed, in order (or not), repeated (or not), each delivery remembered with what came back.
import { createHmac, randomUUID } from 'node:crypto';
import type { Switches } from '../switches';
import type { Message } from './messages';

export interface WebhookSettings {
  /** Where messages go; without one nothing is sent. */
  url?: string;
  /** Signs the raw body. */
  clientSecret?: string;
  /** Sent as a bearer token. */
  accessToken?: string;
  timeoutMs: number;
  /** H6Retries: the wait before the first repetition; each further one waits as much longer. */
  retryMs: number;
  /** H6Order reversed: messages within this time are sent last one first. */
  gatherMs: number;
}

/** What became of one message. `status` 0 means that no answer came. */
export interface Delivery {
  id: string;
  at: string;
  topic: string;
  users: string[];
  status: number;
  ok: boolean;
  ms: number;
  attempts: number;
  error?: string;
}

const KEPT = 1000;

export class Webhooks {
  readonly settings: WebhookSettings = { timeoutMs: 10_000, retryMs: 1000, gatherMs: 200 };
  readonly deliveries: Delivery[] = [];
  private readonly bodies = new Map<string, Message>();
  private gathered: Message[] = [];
  private gatherTimer?: NodeJS.Timeout;
  private queue: Promise<unknown> = Promise.resolve();
  private readonly stopped = new AbortController();

  constructor(private readonly switches: Switches, private readonly now: () => Date) {}

  send(messages: readonly Message[]): void {
    if (!this.settings.url) return;
    const all = messages.flatMap((message) => (this.switches.H6Duplicates === 'twice' ? [message, message] : [message]));
    if (this.switches.H6Order === 'inOrder') return all.forEach((message) => this.enqueue(message));
    this.gathered.push(...all);
    this.gatherTimer ??= setTimeout(() => this.sendGathered(), this.settings.gatherMs);
  }

  /** Resolves when nothing waits to be sent any more. */
  async settled(): Promise<void> {
    if (this.gatherTimer) this.sendGathered();
    const waiting = this.queue;
    await waiting;
    if (waiting !== this.queue || this.gatherTimer) await this.settled();
  }

  /** Sends a message once more. Undefined when there is no such delivery (any more). */
  async redeliver(id: string): Promise<Delivery | undefined> {
    const message = this.bodies.get(id);
    const delivery = this.deliveries.find((one) => one.id === id);
    if (!message || !delivery) return undefined;
    await (this.queue = this.queue.then(() => this.attempt(delivery, message)));
    return delivery;
  }

  /** The body of a delivery, for the page that shows one. */
  bodyOf(id: string): Record<string, unknown> | undefined {
    return this.bodies.get(id)?.body;
  }

  clear(): void {
    this.deliveries.length = 0;
    this.bodies.clear();
    this.gathered = [];
  }

  async stop(): Promise<void> {
    clearTimeout(this.gatherTimer);
    this.gatherTimer = undefined;
    this.stopped.abort();
    await this.queue;
  }

  private sendGathered(): void {
    clearTimeout(this.gatherTimer);
    this.gatherTimer = undefined;
    for (const message of this.gathered.splice(0).reverse()) this.enqueue(message);
  }

  private enqueue(message: Message): void {
    const users = Array.isArray(message.body.users) ? message.body.users.map((user: { id: string }) => user.id) : [];
    const delivery: Delivery = { id: randomUUID(), at: this.now().toISOString(), topic: message.topic, users, status: 0, ok: false, ms: 0, attempts: 0 };
    this.deliveries.push(delivery);
    this.bodies.set(delivery.id, message);
    if (this.deliveries.length > KEPT) this.bodies.delete(this.deliveries.shift()?.id ?? '');
    this.queue = this.queue.then(() => this.deliver(delivery, message));
  }

  private async deliver(delivery: Delivery, message: Message): Promise<void> {
    const repetitions = this.switches.H6Retries === 'thrice' ? 3 : 0;
    await this.attempt(delivery, message);
    for (let n = 1; n <= repetitions && !delivery.ok && !this.stopped.signal.aborted; n++) {
      await pause(this.settings.retryMs * n, this.stopped.signal);
      await this.attempt(delivery, message);
    }
  }

  private async attempt(delivery: Delivery, message: Message): Promise<void> {
    if (!this.settings.url || this.stopped.signal.aborted) return;
    const started = performance.now();
    const body = JSON.stringify(message.body);
    delivery.attempts += 1;
    delete delivery.error;
    try {
      const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(this.settings.timeoutMs)]);
      const response = await fetch(this.settings.url, { method: 'POST', headers: this.headersOf(delivery, body), body, signal });
      await response.arrayBuffer();
      delivery.status = response.status;
      delivery.ok = response.ok;
    } catch (error) {
      delivery.status = 0;
      delivery.ok = false;
      delivery.error = whyFailed(error);
    }
    delivery.ms = Math.round(performance.now() - started);
  }

  private headersOf(delivery: Delivery, body: string): Record<string, string> {
    const { clientSecret, accessToken } = this.settings;
    return {
      'content-type': 'application/json',
      'huma-topic': delivery.topic,
      ...(clientSecret && { 'huma-hmac-sha256': digest(this.switches, clientSecret, body) }),
      ...(accessToken && { authorization: `Bearer ${accessToken}` }),
      ...(this.switches.H6Id === 'header' && { 'huma-delivery-id': delivery.id }),
    };
  }
}

/** H1: HMAC-SHA256 over the raw body, in the encoding and with the key bytes that the switches say. */
function digest(switches: Switches, secret: string, body: string): string {
  const key = switches.H1Key === 'decoded' ? Buffer.from(secret, 'base64') : Buffer.from(secret, 'utf8');
  const bytes = createHmac('sha256', key).update(body, 'utf8').digest();
  return ENCODE[switches.H1](bytes);
}

const ENCODE: Record<Switches['H1'], (bytes: Buffer) => string> = {
  base64: (bytes) => bytes.toString('base64'),
  base64url: (bytes) => bytes.toString('base64url'),
  hex: (bytes) => bytes.toString('hex'),
  hexUpper: (bytes) => bytes.toString('hex').toUpperCase(),
};

function whyFailed(error: unknown): string {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  return String(cause?.code ?? name ?? 'unknown');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

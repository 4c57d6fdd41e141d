/** What core is handed from outside, since it does no I/O of its own: time, and a way to send one HTTP request. */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export interface Clock {
  now(): Instant;
  sleep(milliseconds: number): Promise<void>;
  /** In [0, 1): for jitter. */
  random(): number;
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Whole address, without credentials: whoever implements `Post` adds them. */
  url: string;
  headers?: Record<string, string>;
  /** Already serialised. */
  body?: string;
}

export interface HttpReply {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string;
}

/**
 * Sends one request and answers with whatever came back, whatever its status.
 * Throws `NoReply` when nothing came back.
 */
export type Post = (request: HttpRequest) => Promise<HttpReply>;

/** Nothing came back. `neverSent` says that the server cannot have seen the request; otherwise look before repeating (U10). */
export class NoReply extends Error {
  constructor(
    readonly because: 'timeout' | 'connectionLost' | 'notConnected' | 'addressUnknown' | 'certificate',
    readonly neverSent: boolean,
  ) {
    super(because);
    this.name = 'NoReply';
  }
}

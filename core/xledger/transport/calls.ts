/** Calls Xledger as often as it takes: waits as told, up to the patience of the operation, then stops with what is known. */
import type { Clock, Instant } from '../../person';
import type { Limiter, Refusal, Stop } from '../types';
import { answerOf, type Answer, type Fault, type Limit } from './answers';
import type { Send, Variables } from './request';
import { textsIn } from './says';
import { XledgerRefused, XledgerStopped } from './stops';

/** One operation of a caller: everything that it waits for counts against its patience. */
export interface Operation {
  waited: number;
  /** What stopped it for good: nothing more is sent. */
  stop?: Stop;
}

export interface Calls {
  begin(): Operation;
  /** A query, repeated as often as it takes. Throws `XledgerStopped`, `XledgerRefused`, or `TookTooLong` when a smaller page may help. */
  ask(operation: Operation, document: string, variables: Variables): Promise<unknown>;
  /** A mutation, repeated only where nothing can have happened. Throws `XledgerStopped`. */
  tell(operation: Operation, document: string, variables: Variables): Promise<Told>;
  /** Waits out of the operation's patience. Throws `XledgerStopped` when there is none left. */
  pause(operation: Operation, milliseconds: number, because: Limit): Promise<void>;
  readonly requests: number;
}

/** What a mutation can end in. */
export type Told = Exclude<Answer, { kind: 'wait' }>;

/** The server gave up on a query: ask for less at a time, or stop. */
export class TookTooLong extends XledgerStopped {}

/** The server fails and does not say of what: as likely by itself as because of the question. */
export class Unexplained extends XledgerStopped {}

/** Milliseconds. */
export const DEFAULT_PATIENCE = 600_000;
const SLOWEST_RETRY = 60_000;

export function createCalls(send: Send, clock: Clock, limiter: Limiter, patience = DEFAULT_PATIENCE): Calls {
  let requests = 0;

  async function once(operation: Operation, document: string, variables: Variables): Promise<Answer> {
    if (operation.stop) throw new XledgerStopped(operation.stop);
    let began = clock.now();
    const reply = await limiter.run(clock, () => {
      requests += 1;
      began = clock.now();
      return send(document, variables);
    });
    const answer = answerOf(reply, clock.now(), textsIn(variables));
    // Time spent on requests that came to nothing is waiting too.
    if (answer.kind === 'unknown') operation.waited += clock.now() - began;
    return answer;
  }

  async function pause(operation: Operation, milliseconds: number, because: Limit): Promise<void> {
    if (operation.waited + milliseconds > patience) throw ended(operation, stopFor(because, clock.now() + milliseconds));
    operation.waited += milliseconds;
    await clock.sleep(milliseconds);
  }

  /** Exponential, with jitter so that many runs that were stopped together do not come back together. */
  async function waitFor(operation: Operation, until: Instant | undefined, because: Limit, attempt: number): Promise<void> {
    const backOff = until === undefined || because.code === 'unavailable' ? Math.min(SLOWEST_RETRY, 1_000 * 2 ** attempt) : 0;
    const told = until === undefined ? 0 : Math.max(0, until - clock.now());
    await pause(operation, Math.max(told, backOff) + Math.round(clock.random() * 1_000), because);
  }

  async function repeated(operation: Operation, document: string, variables: Variables, mayRepeat: (answer: Told, attempt: number) => boolean): Promise<Told> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await once(operation, document, variables);
      if (answer.kind === 'wait') await waitFor(operation, answer.until, answer.because, attempt);
      else if (answer.kind === 'unknown' && mayRepeat(answer, attempt)) await waitFor(operation, answer.until, { code: 'unavailable', says: wordsOf(answer.faults) }, attempt);
      else return stoppedBy(operation, answer);
    }
  }

  return {
    begin: () => ({ waited: 0 }),
    pause,
    async ask(operation, document, variables) {
      const answer = await repeated(operation, document, variables, mayAskAgain);
      if (answer.kind === 'done') return answer.data;
      if (answer.kind === 'refused' && answer.because.code === 'scope') throw new XledgerStopped(stopOf('scope', answer.because));
      if (answer.kind === 'unknown' && answer.because === 'timedOut') throw new TookTooLong({ code: 'unavailable', says: `${wordsOf(answer.faults)}.`, retry: true });
      if (answer.kind === 'unknown' && isUnexplained(answer)) throw new Unexplained({ code: 'unavailable', says: `${wordsOf(answer.faults)}.`, retry: true });
      if (answer.kind === 'refused') throw new XledgerRefused(refusalOf(answer.because), answer.unknownFields);
      throw new XledgerRefused(refusalOf(answer.faults[0]));
    },
    tell: (operation, document, variables) => repeated(operation, document, variables, () => false),
    get requests() {
      return requests;
    },
  };
}

/** A question does no harm. An error that the server does not explain may be a failure of its own, for a while. */
function mayAskAgain(told: Told, attempt: number): boolean {
  if (told.kind !== 'unknown') return false;
  return told.because === 'noReply' || told.because === 'unavailable' || (attempt < UNEXPLAINED_REPEATS && isUnexplained(told));
}

const isUnexplained = ({ because, faults }: Extract<Told, { kind: 'unknown' }>): boolean => because === 'errors' && faults.every(({ unexplained }) => unexplained);

const UNEXPLAINED_REPEATS = 3;

/** A credential that is not accepted stops the whole run at once: repeating it could lock the token (U13, U30). */
function stoppedBy(operation: Operation, answer: Told): Told {
  const fault = answer.kind === 'refused' ? answer.because : answer.kind === 'unknown' ? answer.faults.find(({ code }) => code in HOPELESS) : undefined;
  const code = fault && HOPELESS[fault.code];
  if (fault && code) throw ended(operation, stopOf(code, fault));
  return answer;
}

/** A missing scope is not among them: of a mutation it may concern a single row in an entity that may only be read. */
const HOPELESS: Partial<Record<Fault['code'], Stop['code']>> = { credential: 'credential', noSuchAddress: 'unavailable' };

/** A stop that waiting does not help against. */
export function stopOf(code: Stop['code'], fault: Pick<Fault, 'says'>): Stop {
  return { code, says: `${fault.says}.`, retry: false };
}

function ended(operation: Operation, stop: Stop): XledgerStopped {
  operation.stop = stop;
  return new XledgerStopped(stop);
}

/** A fault as the caller sees it: not to be repeated as it is, but for one that the server does not explain. */
export function refusalOf(fault: Fault | undefined): Refusal {
  return { code: fault?.code ?? 'refused', says: fault?.says ?? 'Xledger refused the request', ...(fault?.path ? { path: fault.path } : {}), retry: fault?.unexplained ?? false };
}

function stopFor(because: Limit, resumeAt: Instant): Stop {
  return { code: because.code, says: `${because.says}.`, resumeAt, retry: true };
}

const wordsOf = (faults: readonly Fault[]): string => faults[0]?.says ?? 'Xledger is not available right now';

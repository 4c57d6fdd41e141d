// What all probes of an Xledger share.
import type { GraphQLSchema } from 'graphql';
import type { Clock } from '../../../core/person';
import type { Probe } from '../findings';
import type { Reader } from './rows';

export interface Tenant extends Reader {
  clock: Clock;
  /** Undefined where the server does not tell its schema (U27). */
  schema: GraphQLSchema | undefined;
  /** Ask too much at once on purpose. */
  limits: boolean;
}

export type XledgerProbe = Probe<Tenant>;

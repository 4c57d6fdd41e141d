// What Xledger says when it will not: one error of an answer, and how it is written.
import type { GraphQLFormattedError } from 'graphql';

/** An error as Xledger writes it: `code` stands at the top (confirmed), and again under extensions. */
export interface WrittenError {
  message: string;
  code?: string;
  path?: readonly (string | number)[];
  extensions?: Record<string, unknown>;
}

/** Thrown where a request or one input of a mutation is refused. `field` is the path inside the input: `subledger.code`. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly how: { code?: string; field?: string; extensions?: Record<string, unknown> } = {},
  ) {
    super(message);
  }

  written(path?: readonly (string | number)[]): WrittenError {
    const { code, extensions } = this.how;
    return {
      message: this.message,
      ...(code ? { code } : {}),
      ...(path ? { path } : {}),
      ...(code || extensions ? { extensions: { ...(code ? { code } : {}), ...extensions } } : {}),
    };
  }
}

export const BAD_INPUT = 'BAD_REQUEST';

/** A graphql-js error in Xledger's form. */
export function written(error: GraphQLFormattedError, code?: string): WrittenError {
  return { message: error.message, ...(code ? { code } : {}), ...(error.path ? { path: error.path } : {}), extensions: { ...(code ? { code } : {}), ...error.extensions } };
}

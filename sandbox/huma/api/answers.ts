// The refusals of the Open API, each with the documented body (huma.md 1.10).
import type { z, ZodError } from 'zod';

/** Thrown by a handler; the server answers with its status and body. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly body: Record<string, unknown>) {
    super(`Refused with ${status}`);
  }
}

/** What a request carries, checked; or a 400 that names the fields. */
export function parsed<S extends z.ZodTypeAny>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalidBody(result.error);
  return result.data as z.output<S>;
}

export const invalid = (fields: string[], errorCode = 'field:invalid-format', errorMessage = 'Invalid field format') =>
  new Refusal(400, { errorCode, errorMessage, fields: [...new Set(fields)] });

export const invalidBody = (error: ZodError) => invalid(error.issues.map((issue) => issue.path.join('.') || 'body'));

export const notFound = (type: string, id: string) =>
  new Refusal(404, { errorCode: 'object:not-found', errorMessage: 'Object not found', interpolations: { type, id } });

export const unauthorized = (description: string) =>
  new Refusal(401, { error: 'invalid_token', error_description: description });

export const wrongClient = () =>
  new Refusal(401, { error: 'invalid_client', error_description: 'Bad client credentials' });

/** Not documented by Huma; one plausible body (H12). */
export const forbidden = () => new Refusal(403, { error: 'access_denied', error_description: 'Access is denied' });

export const serverError = (path: string, now: Date, message = 'Unexpected error') =>
  new Refusal(500, { timestamp: now.toISOString(), status: 500, error: 'Internal Server Error', message, path });

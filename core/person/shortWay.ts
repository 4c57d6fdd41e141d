/** Short ways past a schema: what has the usual form at a glance is not parsed again. Everything else goes through the schema in full, so that the schema alone says what is right. */
import { z } from 'zod';

type Schema<T> = z.ZodType<T, z.ZodTypeDef, unknown>;

/** The schema, with a way around it: `usual` gives what the schema would give, or undefined where it cannot tell at a glance. Tests hold the two against each other. */
export function shortWay<T>(schema: Schema<T>, usual: (value: unknown) => T | undefined): ShortWay<T> {
  return new ShortWay(schema, usual);
}

/** `full`: the schema itself. */
class ShortWay<T> extends z.ZodType<T, z.ZodTypeDef, unknown> {
  constructor(readonly full: Schema<T>, private readonly usual: (value: unknown) => T | undefined) {
    super({});
  }

  _parse(input: z.ParseInput): z.ParseReturnType<T> {
    const value = this.usual(input.data);
    return value === undefined ? this.full._parse(input) : z.OK(value);
  }

  /** Without zod's bookkeeping where the short way leads through. */
  override safeParse(value: unknown, params?: z.util.InexactPartial<z.ParseParams>): z.SafeParseReturnType<unknown, T> {
    const data = this.usual(value);
    return data === undefined ? this.full.safeParse(value, params) : { success: true, data };
  }
}

/** A plain object, as JSON gives it. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isTextOrNothing = (value: unknown): value is string | null | undefined => typeof value === 'string' || value === undefined || value === null;

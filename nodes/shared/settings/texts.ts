/** Texts of settings, which may come as anything from a table or an expression. */
import { z } from 'zod';

/** A blank one is none. */
export const absentWhenBlank = z.union([z.string(), z.number()]).nullish().transform((value) => String(value ?? '').trim() || undefined);

/** Two letters. */
export const country = absentWhenBlank.transform((value) => value?.toUpperCase());

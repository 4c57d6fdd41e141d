/** Reads Xledger's rows into types.ts: every dbId as text (U18), nearly everything may be null or missing (xledger.md 5). */
import { z } from 'zod';
import { shortWay } from '../../person';
import type { XledgerEmployee } from '../types';
import { usualEmployee } from './usualRows';

/** A dbId: a JSON number on some types, a text on others. A row without one is no row. */
export const dbId = z.union([z.number().int().transform(String), z.string().min(1)]);

/** A code or other text. Numbers are tolerated, since a server may forget its quotes; leading zeros of a text stay. */
const text = z.union([z.string(), z.number().transform(String)]).nullish().catch(null);
const needed = text.transform((value) => value ?? null);
const neededDbId = dbId.nullish().catch(null).transform((value) => value ?? null);

export const SystemValueRow = z
  .object({ dbId: neededDbId, dbSubId: z.coerce.number().int().nullish().catch(null).transform((value) => value ?? null), code: needed, name: needed })
  .nullish()
  .catch(null);

const address = z
  .object({
    streetAddress: text,
    zipCode: text,
    place: text,
    state: z.object({ code: needed, description: needed }).nullish().catch(null),
    country: z.object({ code: needed, description: text }).nullish().catch(null),
  })
  .nullish()
  .catch(null);

const contact = z.object({ dbId, name: text, firstName: text, lastName: text, email: text, phone: text, birthday: text, jobTitle: text, socialSec: text, gender: SystemValueRow, address });

const subledger = z.object({
  dbId,
  code: needed,
  description: text,
  email: text,
  phone: text,
  bankAccount: text,
  ledgerType: SystemValueRow,
  company: z.object({ country: needed }).nullish().catch(null),
  address,
});

/** An employee as the base read gives it. Paths that were not selected stay absent. */
const AnyEmployee = z.object({
  dbId,
  ownerDbId: neededDbId,
  code: needed,
  description: needed,
  modifiedAt: needed,
  employmentFrom: text,
  employmentTo: text,
  trialTo: text,
  noticeDate: text,
  dateTo: text,
  socialSecurityMasked: text,
  contact: contact.nullish().transform((value) => value ?? null),
  subledger: subledger.nullish().transform((value) => value ?? null),
}) satisfies z.ZodType<XledgerEmployee, z.ZodTypeDef, unknown>;
export const EmployeeRow = shortWay<XledgerEmployee>(AnyEmployee, usualEmployee);

export const ContactRow = z.object({ dbId, ownerDbId: neededDbId, email: text, gender: SystemValueRow });
export type ContactRow = z.infer<typeof ContactRow>;

export const SupplierRow = z.object({ dbId, ownerDbId: neededDbId, code: needed, description: needed, email: text });
export type SupplierRow = z.infer<typeof SupplierRow>;

/** Object values, countries and other small rows that are picked by name. */
export const NamedRow = z.object({ dbId: neededDbId, code: needed, description: needed });
export type NamedRow = z.infer<typeof NamedRow>;

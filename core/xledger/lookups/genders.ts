/** How a gender is told to Xledger (R35, U12): by the values in use, never by guessing. */
import { z } from 'zod';
import { genderOf } from '../../person';
import { allRows, CONTACT_GENDERS_DOCUMENT, dbId, notShownWithout, SystemValueRow, type Question } from '../reading';
import type { GenderKey, Run } from '../run';
import type { XledgerSystemValue } from '../types';

type Known = 'Male' | 'Female';

/** Learns the gender values in use: from five hundred contacts, and from more only when one of the two was not among them. `few`: those, where they were read already. */
export async function learnGenders(run: Run, few?: readonly ContactGender[]): Promise<void> {
  if (run.learnt.genders) return;
  const learnt: Partial<Record<Known, XledgerSystemValue>> = { ...fromSettings(run) };
  for (const atMost of [FEW, 10_000]) {
    if (learnt.Male && learnt.Female) break;
    const rows = atMost === FEW && few ? few : await allRows(run, gendersOf(atMost).listing);
    for (const { gender } of rows) {
      const known = knownGender(gender);
      if (known && gender) learnt[known] ??= gender;
    }
    if (rows.length < atMost || notShownWithout(run.learnt.missingFields).includes('contact.gender')) break;
  }
  run.learnt.genders = learnt;
}

/** Five hundred contacts with their genders. */
export const gendersOf = (atMost = FEW): Question<ContactGender> => ({ listing: { document: CONTACT_GENDERS_DOCUMENT, connection: 'contacts', row: ContactGender, owned: true, atMost } });

const FEW = 500;

/** Which of the two a value in use means. */
export const knownGender = (gender: XledgerSystemValue | null | undefined): Known | undefined =>
  (gender?.code ? genderOf(gender.code) : undefined) ?? (gender?.name ? genderOf(gender.name) : undefined);

/** The lookup for a gender by one key; undefined where the tenant's value is not known or has no such key. */
export function genderLookup(run: Run, key: GenderKey, gender: string): Record<string, unknown> | undefined {
  const known = genderOf(gender);
  const value = known && run.learnt.genders?.[known];
  return value ? LOOKUPS[key](value) : undefined;
}

/** One key only (U28); `dbId` and `dbSubId` belong together. */
const LOOKUPS: Readonly<Record<GenderKey, (value: XledgerSystemValue) => Record<string, unknown> | undefined>> = {
  code: ({ code }) => (code ? { code } : undefined),
  dbIds: ({ dbId, dbSubId }) => (dbId ? { dbId, ...(dbSubId === null ? {} : { dbSubId }) } : undefined),
  name: ({ name }) => (name ? { name } : undefined),
};

function fromSettings(run: Run): Partial<Record<Known, XledgerSystemValue>> {
  const given = Object.entries(run.genders ?? {}) as [Known, NonNullable<NonNullable<Run['genders']>[Known]>][];
  return Object.fromEntries(given.map(([known, { dbId = null, dbSubId = null, code = null, name = null }]) => [known, { dbId, dbSubId, code, name }]));
}

const ContactGender = z.object({ dbId, gender: SystemValueRow });
type ContactGender = z.infer<typeof ContactGender>;

// What n8n keeps in its files of the people in a test.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { InventedPerson } from '../../../sandbox/people';
import type { RunningN8n } from './shared';

const SENSITIVE = ['nationalId', 'bankAccount', 'birthDate'] as const;

/** Whose sensitive values stand in clear in a text: 'nationalId of 00012'. */
export const sensitiveIn = (text: string, people: readonly InventedPerson[]): string[] =>
  people.flatMap((person) => SENSITIVE.filter((field) => text.includes(person[field])).map((field) => `${field} of ${person.employmentId}`));

/** The same, of n8n's database and what stands beside it. */
export function sensitiveKeptBy({ home }: RunningN8n, people: readonly InventedPerson[]): string[] {
  const folder = path.join(home.userFolder, '.n8n');
  const files = readdirSync(folder).filter((name) => name.startsWith('database.sqlite'));
  if (files.length === 0) throw new Error(`n8n keeps no database in ${folder}`);
  return files.flatMap((name) => sensitiveIn(readFileSync(path.join(folder, name), 'latin1'), people));
}

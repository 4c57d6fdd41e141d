// Tables of what was seen and found right, kept as JSON beside their tests. APPROVE=yes writes them anew: read the difference before you hand it in.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface Approved {
  /** What was approved under this name; with APPROVE=yes what is handed over becomes that. */
  of(name: string, seen: readonly string[]): readonly string[];
  names(): string[];
}

export function approvedIn(file: string): Approved {
  const isRenewed = process.env.APPROVE === 'yes';
  const approved = (isRenewed || !existsSync(file) ? {} : JSON.parse(readFileSync(file, 'utf8'))) as Record<string, readonly string[]>;
  return {
    of(name, seen) {
      if (isRenewed) {
        approved[name] = seen;
        writeFileSync(file, `${JSON.stringify(approved, null, 2)}\n`);
      }
      return approved[name] ?? [];
    },
    names: () => Object.keys(approved),
  };
}

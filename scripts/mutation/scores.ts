// Stryker's report, counted by folder of core.
import { z } from 'zod';

const Report = z.object({ files: z.record(z.object({ mutants: z.array(z.object({ status: z.string() })) })) });

export interface Score {
  /** For example `core/sync/match`, or `all`, which comes last. */
  folder: string;
  noticed: number;
  unnoticed: number;
  /** Percent of the mutants that could be judged. */
  score: number;
}

const NOTICED = ['Killed', 'Timeout'];
const UNNOTICED = ['Survived', 'NoCoverage'];

/** @throws when the report is not Stryker's */
export function scoresOf(reportText: string): Score[] {
  const { files } = Report.parse(JSON.parse(reportText));
  const statuses = new Map<string, string[]>();
  for (const [file, { mutants }] of Object.entries(files)) {
    for (const folder of [file.split('/').slice(0, 3).filter((part) => !part.endsWith('.ts')).join('/'), 'all']) {
      statuses.set(folder, [...statuses.get(folder) ?? [], ...mutants.map(({ status }) => status)]);
    }
  }
  const scores = [...statuses].map(([folder, all]): Score => {
    const noticed = all.filter((status) => NOTICED.includes(status)).length;
    const unnoticed = all.filter((status) => UNNOTICED.includes(status)).length;
    return { folder, noticed, unnoticed, score: noticed + unnoticed === 0 ? 100 : 100 * noticed / (noticed + unnoticed) };
  });
  return scores.sort((one, other) => Number(one.folder === 'all') - Number(other.folder === 'all') || one.folder.localeCompare(other.folder));
}

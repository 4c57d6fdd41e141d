// How Stryker's report is counted.
import { scoresOf } from '../../../scripts/mutation/scores';

test('mutants are counted by folder, those that could not be judged left out, all of them last', () => {
  const mutants = (...statuses: string[]) => ({ mutants: statuses.map((status) => ({ status })) });
  const report = JSON.stringify({ files: {
    'core/sync/match/match.ts': mutants('Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'),
    'core/person/mask.ts': mutants('Killed', 'CompileError'),
    'core/person/values/text.ts': mutants('Ignored'),
  } });
  expect(scoresOf(report)).toEqual([
    { folder: 'core/person', noticed: 1, unnoticed: 0, score: 100 },
    { folder: 'core/person/values', noticed: 0, unnoticed: 0, score: 100 },
    { folder: 'core/sync/match', noticed: 2, unnoticed: 2, score: 50 },
    { folder: 'all', noticed: 3, unnoticed: 2, score: 60 },
  ]);
});

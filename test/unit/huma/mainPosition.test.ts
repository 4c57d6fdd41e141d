// R32 as a table: which of several positions counts.
import { mainPosition, type DeprecatedPosition, type PositionSeen } from '../../../core/huma/user';

const TODAY = '2026-01-15';
const dev = { id: 't1', name: 'Utvikler' };
const lead = { id: 't2', name: 'Leder' };
const current = (id: string, more: Partial<PositionSeen> = {}): PositionSeen => ({ id, status: 'CURRENT', title: dev, contractStartDate: '2024-01-01', ...more });
const upcoming = (id: string, contractStartDate?: string, more: Partial<PositionSeen> = {}): PositionSeen => ({ id, status: 'UPCOMING', title: dev, contractStartDate, ...more });
const ended = (id: string, contractEndDate?: string, more: Partial<PositionSeen> = {}): PositionSeen => ({ id, status: 'ENDED', title: dev, contractStartDate: '2020-01-01', contractEndDate, ...more });
const told = (title: DeprecatedPosition['title'], startDate?: string): DeprecatedPosition => ({ title, startDate });
const UNTOLD: DeprecatedPosition = {};

interface Case {
  says: string;
  positions: PositionSeen[];
  deprecated?: DeprecatedPosition;
  main: string;
}

const CASES: Case[] = [
  { says: 'nobody has one', positions: [], main: 'none' },
  { says: 'the only one', positions: [current('a')], main: 'a' },
  { says: 'the only one, whatever the deprecated fields say', positions: [current('a')], deprecated: told(lead, '1999-01-01'), main: 'a' },
  { says: 'current before upcoming and ended', positions: [ended('e', '2025-01-01'), upcoming('u', '2026-02-01'), current('c')], main: 'c' },
  { says: 'without current, the upcoming that starts first', positions: [ended('e', '2025-12-31'), upcoming('u2', '2026-03-01'), upcoming('u1', '2026-02-01')], main: 'u1' },
  { says: 'an upcoming with a start before one without', positions: [upcoming('u0'), upcoming('u1', '2027-02-01')], main: 'u1' },
  { says: 'only ended: the one that ended last', positions: [ended('e1', '2023-12-31'), ended('e3', '2025-06-30'), ended('e2', '2024-12-31')], main: 'e3' },
  { says: 'an ended with an end before one without', positions: [ended('e0'), ended('e1', '2019-12-31')], main: 'e1' },
  { says: 'several current, nothing to tell them apart', positions: [current('a'), current('b', { title: lead })], main: 'unclear 2' },
  { says: 'several current, one agrees by title and start', positions: [current('a'), current('b', { title: lead, contractStartDate: '2025-01-01' })], deprecated: told(lead, '2025-01-01'), main: 'b' },
  { says: 'several current, the title alone is not enough', positions: [current('a'), current('b', { title: lead })], deprecated: told(lead, '2019-01-01'), main: 'unclear 2' },
  { says: 'several current, the start alone is not enough', positions: [current('a'), current('b', { contractStartDate: '2025-01-01' })], deprecated: told(lead, '2025-01-01'), main: 'unclear 2' },
  { says: 'several current, two agree', positions: [current('a'), current('b'), current('c', { title: lead })], deprecated: told(dev, '2024-01-01'), main: 'unclear 3' },
  { says: 'titles by name where one has no id', positions: [current('a', { title: { name: 'Utvikler' } }), current('b', { title: lead })], deprecated: told(dev, '2024-01-01'), main: 'a' },
  { says: 'the same name under another id is another title', positions: [current('a', { title: { id: 't9', name: 'Leder' } }), current('b')], deprecated: told(lead, '2024-01-01'), main: 'unclear 2' },
  { says: 'two unknown titles do not agree', positions: [current('a', { title: undefined }), current('b', { title: lead })], deprecated: told(undefined, '2024-01-01'), main: 'unclear 2' },
  { says: 'two unknown starts do not agree', positions: [current('a', { contractStartDate: undefined }), current('b', { title: lead })], deprecated: told(dev), main: 'unclear 2' },
  { says: 'an ended one that agrees does not beat the current ones', positions: [current('a'), current('b'), ended('e', '2025-01-01', { title: lead, contractStartDate: '2020-01-01' })], deprecated: told(lead, '2020-01-01'), main: 'unclear 2' },
  { says: 'two upcoming on the same day', positions: [upcoming('u1', '2026-02-01'), upcoming('u2', '2026-02-01', { title: lead })], main: 'unclear 2' },
  { says: 'two upcoming on the same day, one agrees', positions: [upcoming('u1', '2026-02-01'), upcoming('u2', '2026-02-01', { title: lead })], deprecated: told(lead, '2026-02-01'), main: 'u2' },
  { says: 'two that ended on the same day', positions: [ended('e1', '2025-01-01'), ended('e2', '2025-01-01')], main: 'unclear 2' },
  { says: 'no status: a start that has passed is current', positions: [ended('e', '2025-01-01'), { id: 'a', contractStartDate: '2025-01-01' }], main: 'a' },
  { says: 'no status and no dates is current', positions: [upcoming('u', '2026-02-01'), { id: 'a' }], main: 'a' },
  { says: 'no status: starting today is current', positions: [upcoming('u', '2026-02-01'), { id: 'a', contractStartDate: TODAY }], main: 'a' },
  { says: 'no status: a start to come is upcoming', positions: [{ id: 'a', contractStartDate: '2026-01-16' }, current('c')], main: 'c' },
  { says: 'no status: ending today is still current', positions: [{ id: 'a', contractEndDate: TODAY }, upcoming('u', '2026-02-01')], main: 'a' },
  { says: 'no status: an end that has passed is ended', positions: [{ id: 'a', contractEndDate: '2026-01-14' }, upcoming('u', '2026-02-01')], main: 'u' },
];

describe('R32: which position counts', () => {
  it.each(CASES)('$says: $main', ({ positions, deprecated = UNTOLD, main }) => {
    for (const order of [positions, [...positions].reverse()]) {
      const chosen = mainPosition(order, () => deprecated, TODAY);
      expect(chosen.kind === 'one' ? chosen.position.id : chosen.kind === 'unclear' ? `unclear ${chosen.candidates}` : 'none').toBe(main);
    }
  });
});

// When credits come back: every form that resetAt may have (U19, U20).
import { resetOf, untilOf } from '../../../core/xledger/transport/waits';

const NOW = Date.parse('2026-07-01T10:00:00Z');
const MINUTE = 60_000;

test.each([
  ['ISO with Z', '2026-07-01T10:40:00Z', 40],
  ['ISO with an offset', '2026-07-01T12:40:00+02:00', 40],
  ['ISO with fractions', '2026-07-01T10:40:00.000Z', 40],
  ['Norwegian summer time without a zone', '2026-07-01T12:40:00', 40],
  ['a fixed +01:00 without a zone', '2026-07-01T11:40:00', 40],
  ['UTC without a zone', '2026-07-01T10:40:00', 40],
  ['a blank for the T', '2026-07-01 12:40:00', 40],
  ['epoch seconds', NOW / 1000 + 2_400, 40],
  ['epoch milliseconds', NOW + 2_400_000, 40],
  ['epoch seconds as text', String(NOW / 1000 + 2_400), 40],
  ['epoch seconds with fractions', `${NOW / 1000 + 2_400}.5`, 40 + 0.5 / 60],
  ['blanks around', ' 2026-07-01T10:40:00Z ', 40],
  ['without seconds, and an offset without a colon', '2026-07-01T12:40+0200', 40],
  ['a small z', '2026-07-01T10:40:00z', 40],
  ['25 hours ahead', '2026-07-02T11:00:00Z', 1_500],
  ['more than 25 hours ahead: an hour', '2026-07-02T11:00:01Z', 60],
  ['this very moment: an hour', '2026-07-01T10:00:00Z', 60],
  ['epoch with a word behind: an hour', `${NOW / 1000 + 2_400}s`, 60],
  ['a number too short: an hour', '17829024', 60],
  ['a word before: an hour', 'at 2026-07-01T10:40:00Z', 60],
  ['a word behind: an hour', '2026-07-01T10:40:00Z or so', 60],
  ['a time that is none: an hour', '2026-07-01T27:40:00Z', 60],
  ['unreadable: an hour', 'in a while', 60],
  ['absent: an hour', undefined, 60],
  ['null: an hour', null, 60],
  ['an object: an hour', { at: 1 }, 60],
  ['long past: an hour', '2020-01-01T00:00:00Z', 60],
  ['far too late: an hour', '2099-01-01T00:00:00Z', 60],
])('%s', (_name, resetAt, minutes) => {
  expect((resetOf(resetAt, NOW) - NOW) / MINUTE).toBe(minutes);
});

test('Retry-After as seconds or as a date lengthens the wait, never shortens it', () => {
  expect(untilOf('burst', NOW, { retryAfter: '30' })).toBe(NOW + 30_000);
  expect(untilOf('burst', NOW, { retryAfter: '1' })).toBe(NOW + 5_000);
  expect(untilOf('unavailable', NOW, { retryAfter: 'Wed, 01 Jul 2026 10:01:00 GMT' })).toBe(NOW + MINUTE);
  expect(untilOf('unavailable', NOW, { retryAfter: 'soon' })).toBeUndefined();
  expect(untilOf('unavailable', NOW, {})).toBeUndefined();
  expect(untilOf('unavailable', NOW, { retryAfter: '' })).toBeUndefined();
  expect(untilOf('unavailable', NOW, { retryAfter: ' 30 ' })).toBe(NOW + 30_000);
  expect(untilOf('unavailable', NOW, { retryAfter: 'Wed, 01 Jul 2026 09:00:00 GMT' })).toBe(NOW);
  expect(untilOf('concurrency', NOW, {})).toBe(NOW + 1_000);
  expect(untilOf('concurrency', NOW, { retryAfter: '3' })).toBe(NOW + 3_000);
  expect(untilOf('creditsGone', NOW, { resetAt: '2026-07-01T10:40:00Z', retryAfter: '3' })).toBe(NOW + 40 * MINUTE);
});

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
});

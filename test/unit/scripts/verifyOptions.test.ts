/** The command line of verify: keys by environment only, writing at demo addresses only, and a help that says so. */
import { readOptions, Said } from '../../../scripts/verify/options';

const XLEDGER = { XLEDGER_TOKEN: ' a-token ' };
const HUMA = { HUMA_CLIENT_ID: 'id', HUMA_CLIENT_SECRET: 'secret' };

function refusal(given: string[], environment: Record<string, string> = XLEDGER): Said {
  try {
    readOptions(given, environment);
  } catch (error) {
    if (error instanceof Said) return error;
  }
  throw new Error('It was taken.');
}

test('demo, reading only, is what happens where nothing is said', () => {
  expect(readOptions(['xledger'], XLEDGER)).toMatchObject({ address: 'https://demo.xledger.net/graphql', environment: 'demo', write: false, limits: false, json: undefined, secrets: { token: 'a-token' } });
  expect(readOptions(['huma'], HUMA)).toMatchObject({ address: 'https://demo.openapi.humahr.com', secrets: { clientId: 'id', clientSecret: 'secret' } });
});

test.each([['--address', 'production'], ['--address=https://www.xledger.net/graphql']])('production is asked by reading: %s', (...given) => {
  expect(readOptions(['xledger', ...given], XLEDGER)).toMatchObject({ environment: 'production', write: false });
});

test.each(['production', 'https://www.xledger.net/graphql', 'https://demo.xledger.net.example.no/graphql', 'https://xledger.example.no/?demo.xledger.net'])('--write is refused at %s', (address) => {
  expect(refusal(['xledger', '--write', '--address', address])).toMatchObject({ status: 3, message: expect.stringContaining('needs a demo address') });
});

test.each(['demo', 'http://127.0.0.1:8080/graphql', 'http://localhost/graphql'])('--write is taken at %s', (address) => {
  expect(readOptions(['xledger', '--write', '--address', address], XLEDGER)).toMatchObject({ write: true });
});

test.each([[['neither'], /xledger or huma/], [['xledger', '--nonsense'], /Not understood/], [['xledger', '--address', 'ftp://x'], /https/], [['xledger', '--wait', 'x'], /minutes/]])('%j is refused', (given, words) => {
  expect(refusal(given)).toMatchObject({ status: 3, message: expect.stringMatching(words) });
});

test('a missing key is named, and never shown', () => {
  expect(refusal(['xledger'], {}).message).toContain('XLEDGER_TOKEN is not set');
  expect(refusal(['huma'], { HUMA_CLIENT_ID: 'id' }).message).toContain('HUMA_CLIENT_SECRET is not set');
  expect(refusal(['xledger'], { XLEDGER_TOKEN: 'two words' }).message).not.toContain('two words');
});

test.each([['xledger', ['XLEDGER_TOKEN', '--write', 'demo addresses only', 'Status']], ['huma', ['HUMA_CLIENT_ID', 'HUMA_CLIENT_SECRET', '--wait']]])('--help of %s says it all', (system, words) => {
  const { message, status } = refusal([system, '--help'], {});
  expect(status).toBe(0);
  for (const word of words) expect(message).toContain(word);
});

/** R8: where a user comes from is never looked at. */
import { readUser } from '../../../core/huma';
import { likePerson, MemoryXledger } from './memoryXledger';
import { Flow, KARI, OLA } from './people';

const details = (more: object) => ({
  id: '5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a10', type: 'user', status: { active: true }, subordinatesCount: 0,
  email: { value: 'kari.testesen@example.no', editable: true }, givenName: { value: 'Kari', editable: true }, familyName: { value: 'Testesen', editable: true }, ...more,
});

test('R8: a user who came through Teamtailor is read like any other', () => {
  const today = { today: '2026-03-01' };
  const fromTeamtailor = readUser(details({ connectedIntegrations: { teamtailor: { type: 'teamtailor', externalId: '77' } } }), today);
  expect(fromTeamtailor).toEqual(readUser(details({}), today));
  expect(fromTeamtailor.kind).toBe('user');
});

test.each([
  { autoAdd: true, did: 'created' },
  { autoAdd: false, did: 'nothing' },
])('R7, R8: with the switch $autoAdd, the event of a new user does $did', async ({ autoAdd, did }) => {
  // Somebody is there: an Xledger without employees is taken for a missing right (U14).
  const xledger = new MemoryXledger();
  xledger.add(likePerson(OLA));
  const outcome = await new Flow(xledger).bring(KARI, { event: 'created', policy: { autoAdd } });
  expect(outcome.did).toBe(did);
});

/** Plans of people who were synced before: undone, cleared, equal by now. */
import { KARI, person } from '../../plan/tenants';
import { again, BACK_WINS, BOTH_WAYS, cleared, inHuma, inHumaNow, LEADER, linkedPair, MOVED, pair, people, REREAD, three, undoing, type Scenario } from './building';

export const UNDONE: Record<string, Scenario> = {
  'undone': { back: true, world: pair(), rows: undoing },
  'undone, both ways': { back: true, world: pair(LEADER, KARI, BOTH_WAYS), rows: undoing },
  'undone, in Huma': { back: true, world: pair(MOVED, KARI, BACK_WINS), rows: undoing },
  'undone, what was filled in': { back: true, world: pair(KARI, { ...KARI, jobTitle: null, birthDate: null, nationalId: null }), rows: undoing },
  'undone, what was filled in, in Huma': { back: true, world: pair({ ...KARI, jobTitle: null, birthDate: null, address: null, bankAccount: null }), rows: undoing },
  'undone, as a dry run': { world: pair(LEADER, KARI, BOTH_WAYS), rows: undoing, options: { dryRun: true } },
  'undone, a number that somebody has by now': { world: pair(), rows: undoing, then: (world) => void world.xledger.add({ dbId: '8', contact: { phone: KARI.phone } as never }) },
  'undone, a number that somebody in Huma has by now': { world: pair(LEADER, KARI, BACK_WINS), rows: undoing, then: inHuma('h2', person(3, { phone: LEADER.phone })) },
  'undone, and changed in Huma since': { world: pair(LEADER, KARI, BACK_WINS), rows: undoing, then: inHumaNow({ h1: { jobTitle: 'Direktør' } }) },
  'undone, and changed in Xledger since, from where Huma got it': { world: pair(LEADER, KARI, BACK_WINS), rows: undoing, then: (world) => { world.employee('7').contact!.jobTitle = 'Rådgiver'; } },
  'undone, and Huma looked at again': { world: pair(), rows: undoing, options: REREAD, then: inHumaNow({ h1: { jobTitle: 'Direktør' } }) },
  'undone, a national ID that is not shown by now': { world: pair(KARI, { ...KARI, nationalId: null }), rows: undoing, then: (world) => { world.employee('7').contact!.socialSec = null; } },
  'equal, linked and remembered': { world: linkedPair(KARI), rows: again(() => undefined) },
  'equal by now, of those who were different': { world: three, rows: again(inHumaNow({ h2: { jobTitle: 'Kokk' } })) },
  'cleared': { back: true, world: pair(KARI), rows: cleared() },
  'cleared, and Huma looked at again': { world: pair(KARI), rows: cleared(), options: REREAD },
  'cleared, and filled in Huma meanwhile': { world: pair(KARI), rows: cleared(), options: REREAD, then: inHumaNow({ h1: { jobTitle: 'Leder' } }) },
  'cleared, and it stays': { world: pair(KARI), rows: cleared(), then: (world) => void world.xledger.drops.add('contact.jobTitle') },
  'cleared, and somebody else has a new number': { world: people(2, () => ({})), rows: cleared(inHumaNow({ h1: { phone: null }, h2: { phone: '+4799000222' } })) },
  'to be cleared, and a number of another country is written': { world: people(2, () => ({})), rows: cleared(inHumaNow({ h1: { phone: null, jobTitle: 'Leder' }, h2: { phone: '+4670123456' } })), then: (world) => void world.xledger.add({ dbId: '8', contact: { phone: '+46 70 123 456' } as never }) },
  'equal': { world: pair(KARI) },
  'equal and linked': { world: linkedPair(KARI) },
  'cleared, and empty by now': { world: pair(KARI), rows: cleared(), then: (world) => { world.employee('7').contact!.jobTitle = null; } },
};

// R9: which employee a begun creation may have made, and what makes it somebody else's after all. Goes on where resuming.test.ts ends.
import type { Person } from '../../../../core/person';
import type { Outcome } from '../../../../core/sync';
import type { XledgerEmployee } from '../../../../core/xledger';
import { likePerson, MemoryXledger } from '../memoryXledger';
import { Flow, KARI, link, OLA, POLICY } from '../people';

const NEW_MAIL = 'ny.adresse@example.no';
const HOME = { streetAddress: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: { code: 'NO' } };
type There = (employee: XledgerEmployee) => void;

class Begun {
  readonly xledger = new MemoryXledger();
  readonly flow = new Flow(this.xledger, { ...POLICY, marksFirst: true });
  constructor(...noted: Person[]) {
    this.xledger.add({ ...likePerson(OLA), dbId: '8' });
    this.noted = noted;
  }
  private readonly noted: readonly Person[];

  /** Notes the person, as often as Huma changed. */
  async mark(): Promise<this> {
    for (const person of this.noted) expect(await this.flow.bring(person, { event: 'created' })).toMatchObject({ code: 'creating' });
    return this;
  }

  add(dbId: string, person: Person, change: There = () => undefined): this {
    change(this.xledger.add({ ...likePerson(person), dbId }));
    return this;
  }

  bring = (person: Person): Promise<Outcome> => this.flow.bring(person, { event: 'changed' });
}

const begun = (...noted: Person[]) => new Begun(...(noted.length > 0 ? noted : [KARI])).mark();
const OURS = { link: { state: 'linked', employeeDbId: '7' } };
const SOMEBODY_ELSES = { outcome: 'skipped', code: 'existsInXledger', link: { state: 'forgotten' } };

describe('the e-mail was changed in Huma: who has the one that was noted', () => {
  const changed = { ...KARI, email: NEW_MAIL, employmentId: '77', phone: '+4799000777' };

  test('is ours, by the contact\'s e-mail alone', async () => {
    const run = (await begun()).add('7', KARI, (one) => { one.subledger!.email = null; }).add('9', { ...OLA, email: null, employmentId: null }).add('5', OLA, (one) => { one.contact = null; one.subledger = null; });
    expect(await run.bring(changed)).toMatchObject(OURS);
  });
  test('is ours, by the subledger\'s alone', async () => expect(await (await begun()).add('7', KARI, (one) => { one.contact!.email = null; }).bring(changed)).toMatchObject(OURS));
  test('is not, where another user is linked with them', async () => {
    const run = (await begun()).add('7', KARI);
    run.flow.links.set('h9', link('h9', '7'));
    expect(await run.bring(changed)).toMatchObject({ code: 'creating' });
    expect(run.xledger.updates).toEqual([]);
  });
  test('which of two it is nobody can tell: neither is touched', async () => {
    const run = (await begun()).add('7', KARI).add('9', { ...KARI, employmentId: '1' });
    await run.bring(changed);
    expect(run.xledger.updates).toEqual([]);
  });
  test('where the new e-mail fits two employees it stays unclear, whoever has the old one', async () => {
    const run = (await begun()).add('7', KARI).add('5', { ...OLA, email: NEW_MAIL, employmentId: '5' }).add('6', { ...OLA, email: NEW_MAIL, employmentId: '6' });
    expect(await run.bring(changed)).toMatchObject({ outcome: 'skipped', code: 'ambiguous' });
    expect(run.xledger.updates).toEqual([]);
  });
  test('nobody is, where no e-mail was noted', async () => {
    const run = (await begun()).add('7', { ...KARI, email: null, employmentId: null });
    delete run.flow.links.get('h1')!.baseline.email;
    expect(await run.bring(changed)).toMatchObject({ code: 'creating' });
  });
});

describe('R9.4: what Xledger holds is what was meant, or less', () => {
  test.each<[string, Person, There]>([
    ['all of it', KARI, () => undefined],
    ['an address without its country', KARI, ({ contact }) => { contact!.address = { ...HOME, country: null }; }],
    ['a street alone', KARI, ({ contact }) => { contact!.address = { ...HOME, zipCode: null, place: null, country: null }; }],
    ['nothing but a name', KARI, ({ contact, subledger }) => { Object.assign(contact!, { phone: null, birthday: null, jobTitle: null, socialSec: null, gender: null, address: null }); Object.assign(subledger!, { phone: null, bankAccount: null, address: null }); }],
    ['no address at all, and none was noted', { ...KARI, address: undefined }, () => undefined],
  ])('%s: ours', async (_, noted, change) => expect(await (await begun(noted)).add('7', noted, change).bring(noted)).toMatchObject(OURS));

  test.each<[string, Person, There]>([
    ['a part of a text', KARI, ({ contact }) => { contact!.jobTitle = 'Ut'; }],
    ['a street, and another place', KARI, ({ contact }) => { contact!.address = { ...HOME, place: 'Bergen', country: null }; }],
    ['another street', KARI, ({ contact }) => { contact!.address = { ...HOME, streetAddress: 'Nygata 2', country: null }; }],
    ['an address, where Huma has none', { ...KARI, address: null }, ({ contact }) => { contact!.address = HOME; }],
    ['a title, where Huma has none', { ...KARI, jobTitle: null }, ({ contact }) => { contact!.jobTitle = 'Sjef'; }],
    ['another date of birth', KARI, ({ contact }) => { contact!.birthday = '1980-01-01'; }],
    ['one other value beside many that fit', KARI, ({ contact, subledger }) => { contact!.jobTitle = null; subledger!.bankAccount = '15030000010'; }],
  ])('%s: somebody else\'s', async (_, noted, change) => {
    const run = (await begun(noted)).add('7', noted, change);
    expect(await run.bring(noted)).toMatchObject(SOMEBODY_ELSES);
    expect([run.xledger.updates, run.xledger.creations]).toEqual([[], []]);
  });

  test('U24: of the number that was noted last, and that Huma still holds, a mask tells much', async () => {
    const [first, later] = [{ number: '01819010028', country: 'NO' }, { number: '01819010273', country: 'NO' }];
    const run = (await begun({ ...KARI, nationalId: first }, { ...KARI, nationalId: later })).add('7', KARI, ({ contact }) => { contact!.socialSec = '059199*****'; });
    expect(await run.bring({ ...KARI, nationalId: later })).toMatchObject(SOMEBODY_ELSES);
  });
});

describe('noted as they are to be created', () => {
  test('a value that Huma no longer shows needs no new note', async () => expect(await (await begun()).bring({ ...KARI, jobTitle: undefined })).toMatchObject({ code: 'created' }));
  test('a value that was not noted does', async () => {
    const run = await begun({ ...KARI, jobTitle: undefined });
    expect(await run.bring(KARI)).toMatchObject({ code: 'creating' });
    expect(await run.bring(KARI)).toMatchObject({ code: 'created' });
  });
  test('a dry run notes nothing, and says what would come', async () => {
    const run = new Begun();
    expect(await run.flow.bring(KARI, { event: 'created', policy: { dryRun: true } })).toMatchObject({ code: 'created', dryRun: true });
    expect(run.flow.links.size).toBe(0);
  });
});

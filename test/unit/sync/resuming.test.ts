// R9, design Apply 4: a run that dies between creating somebody and remembering the link. Marked first, so that the next run knows its own.
import { likePerson, MemoryXledger } from './memoryXledger';
import { Flow, KARI, OLA, POLICY } from './people';

const policy = { marksFirst: true };

/** A new person, marked by the first run. */
async function marked(): Promise<{ xledger: MemoryXledger; flow: Flow }> {
  const xledger = new MemoryXledger();
  xledger.add(likePerson(OLA));
  const flow = new Flow(xledger, { ...POLICY, ...policy });
  expect(await flow.bring(KARI, { event: 'created' })).toMatchObject({ outcome: 'notAttempted', code: 'creating', retry: true, did: 'nothing', link: { state: 'creating', employeeDbId: null } });
  expect(xledger.creations).toEqual([]);
  return { xledger, flow };
}

/** The run that creates dies before its link is stored. */
async function createdAndDied(): Promise<{ xledger: MemoryXledger; flow: Flow; dbId: string }> {
  const { xledger, flow } = await marked();
  const mark = flow.links.get('h1')!;
  const { employeeDbId } = await flow.bring(KARI, { event: 'created' });
  flow.links.set('h1', mark);
  return { xledger, flow, dbId: employeeDbId ?? '' };
}

test('noted in the first run, created in the second, linked from then on', async () => {
  const { xledger, flow } = await marked();
  expect(await flow.bring(KARI, { event: 'created' })).toMatchObject({ code: 'created', link: { state: 'linked' } });
  expect(await flow.bring(KARI, { event: 'created' })).toMatchObject({ code: 'unchanged' });
  expect(xledger.creations).toHaveLength(1);
});

test('created, and the run died: the next one knows its own, links it and writes nothing', async () => {
  const { xledger, flow, dbId } = await createdAndDied();
  expect(await flow.bring(KARI, { event: 'created' })).toMatchObject({ code: 'linked', link: { state: 'linked', employeeDbId: dbId } });
  expect([xledger.creations.length, xledger.updates.length]).toEqual([1, 0]);
});

test('any event about the person goes on with it', async () => {
  const { flow, dbId } = await createdAndDied();
  expect(await flow.bring(KARI, { event: 'changed' })).toMatchObject({ code: 'linked', employeeDbId: dbId });
});

test('half made: what is missing is filled in', async () => {
  const { xledger, flow, dbId } = await createdAndDied();
  Object.assign(xledger.employees.get(dbId)!.contact!, { jobTitle: null, address: { streetAddress: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: null } });
  expect(await flow.bring(KARI, { event: 'created' })).toMatchObject({ code: 'updated', link: { state: 'linked' }, changes: [{ field: 'address' }, { field: 'jobTitle' }] });
  expect(xledger.creations).toHaveLength(1);
});

test.each([
  ['the e-mail', { email: 'ny.adresse@example.no' }],
  ['the e-mail, and there is no employment ID', { email: 'ny.adresse@example.no', employmentId: null }],
  ['another field', { jobTitle: 'Leder' }],
])('changed in Huma meanwhile: %s', async (_what, change) => {
  const before = { ...KARI, ...('employmentId' in change ? { employmentId: null } : {}) };
  const xledger = new MemoryXledger();
  xledger.add(likePerson(OLA));
  const flow = new Flow(xledger, { ...POLICY, ...policy });
  await flow.bring(before, { event: 'created' });
  const mark = flow.links.get('h1')!;
  await flow.bring(before, { event: 'created' });
  flow.links.set('h1', mark);
  expect(await flow.bring({ ...KARI, ...change }, { event: 'changed' })).toMatchObject({ code: 'updated', link: { state: 'linked' } });
  expect(xledger.creations).toHaveLength(1);
});

test('U8: the address arrived without its country, and Huma changed it since: still our own', async () => {
  const { xledger, flow, dbId } = await createdAndDied();
  Object.assign(xledger.employees.get(dbId)!.contact!, { address: { streetAddress: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: null } });
  expect(await flow.bring({ ...KARI, address: { street: 'Nygata 3', zipCode: '5003', place: 'Bergen', country: 'NO' } }, { event: 'changed' })).toMatchObject({ code: 'updated', link: { state: 'linked' }, changes: [{ field: 'address' }] });
});

test.each([
  ['does not show the national ID', null, '01817012345'],
  ['masks the national ID, and Huma changed it since', '018170*****', '05919910145'],
])('U24: Xledger %s: what it holds otherwise decides', async (_, socialSec, later) => {
  const nationalId = { number: '01817012345', country: 'NO' };
  const xledger = new MemoryXledger();
  xledger.add(likePerson(OLA));
  const flow = new Flow(xledger, { ...POLICY, ...policy });
  await flow.bring({ ...KARI, nationalId }, { event: 'created' });
  const mark = flow.links.get('h1')!;
  const { employeeDbId } = await flow.bring({ ...KARI, nationalId }, { event: 'created' });
  flow.links.set('h1', mark);
  Object.assign(xledger.employees.get(employeeDbId ?? '')!.contact!, { socialSec });
  expect(await flow.bring({ ...KARI, nationalId: { ...nationalId, number: later } }, { event: 'created' })).toMatchObject({ link: { state: 'linked', employeeDbId } });
});

test('U24: a mask that contradicts the number that was noted, and that Huma holds still: somebody else entered it', async () => {
  const nationalId = { number: '01817012345', country: 'NO' };
  const xledger = new MemoryXledger();
  xledger.add(likePerson(OLA));
  const flow = new Flow(xledger, { ...POLICY, ...policy });
  await flow.bring({ ...KARI, nationalId }, { event: 'created' });
  const { contact } = xledger.add(likePerson({ ...KARI, nationalId }));
  Object.assign(contact!, { socialSec: '059199*****' });
  expect(await flow.bring({ ...KARI, nationalId }, { event: 'created' })).toMatchObject({ outcome: 'skipped', code: 'existsInXledger' });
});

test('R9: changed in Huma between the note and the creation: noted anew first, and known again when Huma changes once more', async () => {
  const { xledger, flow } = await marked();
  expect(await flow.bring({ ...KARI, jobTitle: 'Leder' }, { event: 'changed' })).toMatchObject({ code: 'creating', link: { state: 'creating' } });
  const mark = flow.links.get('h1')!;
  expect(await flow.bring({ ...KARI, jobTitle: 'Leder' }, { event: 'changed' })).toMatchObject({ code: 'created' });
  flow.links.set('h1', mark);
  expect(await flow.bring({ ...KARI, jobTitle: 'Rådgiver' }, { event: 'changed' })).toMatchObject({ code: 'updated', link: { state: 'linked' }, changes: [{ field: 'jobTitle' }] });
  expect(xledger.creations).toHaveLength(1);
});

test('R9: a row that was made before the second note holds what was noted first, and is ours too', async () => {
  const { xledger, flow, dbId } = await createdAndDied();
  xledger.employees.delete(dbId);
  const made = flow.links.get('h1')!;
  expect(await flow.bring({ ...KARI, jobTitle: 'Leder' }, { event: 'changed' })).toMatchObject({ code: 'creating' });
  expect(flow.links.get('h1')).not.toEqual(made);
  xledger.add(likePerson(KARI));
  expect(await flow.bring({ ...KARI, jobTitle: 'Leder' }, { event: 'changed' })).toMatchObject({ code: 'updated', link: { state: 'linked' }, changes: [{ field: 'jobTitle' }] });
});

test('R9.4: somebody else entered the person meanwhile, with another value: reported, nothing overwritten, the mark ends', async () => {
  const { xledger, flow } = await marked();
  const { dbId } = xledger.add(likePerson({ ...KARI, bankAccount: { kind: 'national', number: '98765432103', country: 'NO' } }));
  expect(await flow.bring(KARI, { event: 'created' })).toMatchObject({ outcome: 'skipped', code: 'existsInXledger', link: { state: 'forgotten' } });
  expect(xledger.employees.get(dbId)?.subledger?.bankAccount).toBe('98765432103');
  expect([xledger.creations.length, xledger.updates.length]).toEqual([0, 0]);
});

test('R9.4: who was there before is never marked, only reported', async () => {
  const xledger = new MemoryXledger();
  xledger.add(likePerson(KARI));
  const flow = new Flow(xledger, { ...POLICY, ...policy });
  for (let runs = 0; runs < 2; runs++) expect(await flow.bring(KARI, { event: 'created' })).toMatchObject({ outcome: 'skipped', code: 'existsInXledger' });
  expect([...flow.links.values()]).toEqual([]);
});

test('R9: the mark ends when people are no longer added by themselves, and with a deletion', async () => {
  const { flow } = await marked();
  expect(await flow.bring(KARI, { event: 'changed', policy: { autoAdd: false } })).toMatchObject({ code: 'autoAddOff', link: { state: 'forgotten' } });
  const other = await marked();
  expect(await other.flow.bring(KARI, { event: 'deleted', source: { kind: 'gone' } })).toMatchObject({ code: 'deletedInHuma', link: { state: 'deleted' } });
});

test('R9.3: outside the group for a while, the mark stays', async () => {
  const { flow } = await marked();
  expect(await flow.bring(KARI, { event: 'changed', policy: { groupId: 'g' }, user: { groups: [] } })).toMatchObject({ code: 'pending' });
  expect(flow.links.get('h1')).toMatchObject({ state: 'creating' });
});

test('asked for by hand, or where no links are kept: one run', async () => {
  const { flow } = await marked();
  expect(await flow.bring({ ...KARI, email: 'en.annen@example.no', employmentId: '77', phone: null }, { humaId: 'h2' })).toMatchObject({ code: 'created' });
});

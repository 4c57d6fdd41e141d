/** Upsert as a whole: finding, creating, refusing, repeating, over an Xledger in memory. */
import type { Person } from '../../../core/person';
import { likePerson, MemoryXledger } from './memoryXledger';
import { ask, Flow, KARI, link, linkedKari, OLA } from './people';

describe('R28: a unique value that somebody else has', () => {
  test.each([
    ['email', 'ola.proveland@example.no'],
    ['phone', '990 00 002'],
    ['employmentId', '001043'],
  ] as const)('%s in Xledger: not written, told with the holder; other fields go on', async (field, value) => {
    const { xledger, flow } = await linkedKari();
    xledger.add(likePerson(OLA));
    const outcome = await flow.bring({ ...KARI, [field]: value, jobTitle: 'New' }, { event: 'changed' });
    expect(outcome).toMatchObject({ outcome: 'applied', changes: [{ field: 'jobTitle' }], problems: [{ field, code: 'taken', detail: 'employee 001043 in Xledger' }] });
    expect(xledger.updates[0]?.targets).toEqual(['contact.jobTitle']);
  });

  test('wanted by two people of one run: neither gets it, both are told', async () => {
    const { xledger, flow } = await linkedKari();
    const ola = xledger.add(likePerson(OLA));
    flow.links.set('h2', link('h2', ola.dbId));
    const outcomes = await flow.run([ask('h1', { ...KARI, phone: '+4799000007' }, { item: 0 }), ask('h2', { ...OLA, phone: '99000007' }, { item: 1 })]);
    expect(outcomes.map(({ code, problems }) => [code, problems[0]?.detail])).toEqual([['uniqueValueTaken', 'Ola P. in Huma'], ['uniqueValueTaken', 'Kari T. in Huma']]);
    expect(xledger.updates).toEqual([]);
  });

  test('on creation nothing is created', async () => {
    const xledger = new MemoryXledger();
    xledger.add(likePerson(OLA));
    const outcome = await new Flow(xledger).bring({ ...KARI, phone: OLA.phone });
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'uniqueValueTaken', did: 'nothing' });
    expect(xledger.creations).toEqual([]);
  });
});

describe('R12: the link', () => {
  test('outranks the e-mail', async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    await flow.bring({ ...KARI, email: 'kari.nyhus@example.no' }, { event: 'changed' });
    expect(xledger.employees.get(employeeDbId)?.contact?.email).toBe('kari.nyhus@example.no');
  });

  test('to an employee that Xledger no longer shows: told, never created again', async () => {
    const { xledger, flow } = await linkedKari();
    xledger.employees.clear();
    xledger.add(likePerson(OLA));
    expect(await flow.bring(KARI, { event: 'changed' })).toMatchObject({ outcome: 'failed', code: 'linkedEmployeeGone' });
    expect(xledger.creations).toEqual([]);
  });

  test('shared by two Huma users: ambiguous for both', async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    flow.links.set('h2', link('h2', employeeDbId));
    const outcomes = await flow.run([ask('h1', { ...KARI, jobTitle: 'A' }), ask('h2', { ...KARI, jobTitle: 'B' }, { item: 1 })]);
    expect(outcomes.map(({ code }) => code)).toEqual(['ambiguous', 'ambiguous']);
    expect(xledger.updates).toEqual([]);
  });

  test('a newcomer with the e-mail that somebody gives up in the same run is told to try again, and is then added', async () => {
    const { xledger, flow } = await linkedKari();
    const newcomer = { ...OLA, email: KARI.email };
    const run = () => flow.run([ask('h1', { ...KARI, email: 'kari.nyhus@example.no' }, { event: 'changed' }), ask('h2', newcomer, { item: 1, event: 'created' })]);
    expect((await run()).map(({ code, retry }) => [code, retry])).toEqual([['updated', false], ['ambiguous', true]]);
    expect((await run()).map(({ code }) => code)).toEqual(['unchanged', 'created']);
    expect(xledger.creations).toHaveLength(1);
  });
});

describe('R9: creation', () => {
  test('creates, links, and remembers; the second run writes nothing', async () => {
    const xledger = new MemoryXledger();
    xledger.add(likePerson(OLA));
    const flow = new Flow(xledger);
    expect(await flow.bring(KARI, { event: 'created' })).toMatchObject({ outcome: 'applied', code: 'created', did: 'created', employmentId: '001042', name: 'Kari T.', link: { state: 'linked' } });
    expect(await flow.bring(KARI, { event: 'created' })).toMatchObject({ outcome: 'unchanged' });
    expect(xledger.creations).toHaveLength(1);
    expect(xledger.updates).toEqual([]);
  });

  test('R9.3: without a name she is pending, and created once it is there', async () => {
    const xledger = new MemoryXledger();
    xledger.add(likePerson(OLA));
    const flow = new Flow(xledger);
    expect(await flow.bring({ ...KARI, familyName: null }, { event: 'created' })).toMatchObject({ outcome: 'skipped', code: 'pending', link: { state: 'pending', employeeDbId: null } });
    expect(await flow.bring({ ...KARI, familyName: null }, { event: 'changed' })).toMatchObject({ code: 'pending' });
    expect(await flow.bring(KARI, { event: 'changed' })).toMatchObject({ code: 'created', link: { state: 'linked' } });
  });

  test('R9.4: somebody in Xledger has her e-mail: nothing is created or overwritten', async () => {
    const xledger = new MemoryXledger();
    xledger.add(likePerson({ ...KARI, jobTitle: 'Old' }));
    expect(await new Flow(xledger).bring(KARI, { event: 'created' })).toMatchObject({ outcome: 'skipped', code: 'existsInXledger' });
    expect([xledger.creations, xledger.updates]).toEqual([[], []]);
  });

  test('somebody else creates her in the meantime: a last look sees it', async () => {
    const xledger = new MemoryXledger();
    xledger.add(likePerson(OLA));
    let readings = 0;
    xledger.meanwhile = (operation) => { if (operation === 'index' && ++readings === 2) xledger.add(likePerson(KARI)); };
    expect(await new Flow(xledger).bring(KARI, { event: 'created' })).toMatchObject({ outcome: 'skipped', code: 'existsInXledger' });
    expect(xledger.creations).toEqual([]);
  });

  test('what does not stick on creation fails with its field, and the link is kept', async () => {
    const xledger = new MemoryXledger();
    xledger.add(likePerson(OLA));
    xledger.drops.add('contact.jobTitle');
    const flow = new Flow(xledger);
    expect(await flow.bring(KARI, { event: 'created' })).toMatchObject({ outcome: 'failed', code: 'didNotStick', did: 'created', problems: [{ field: 'jobTitle', code: 'didNotStick' }], link: { state: 'linked' } });
    await flow.bring(KARI, { event: 'changed' });
    expect(xledger.updates).toEqual([]);
  });
});

describe('U14: a missing scope looks like an empty Xledger', () => {
  test.each([
    ['no employee at all', []],
    ['no contact on anybody', [{ contact: null }, { contact: null }]],
    ['no subledger on anybody', [{ subledger: null }, { subledger: null }]],
  ])('%s: nothing is created', async (_, employees) => {
    const xledger = new MemoryXledger();
    for (const employee of employees) xledger.add(employee);
    expect(await new Flow(xledger).bring(KARI)).toMatchObject({ outcome: 'notAttempted', code: 'xledgerUnavailable', retry: false });
    expect(xledger.creations).toEqual([]);
  });

  test('unless somebody has confirmed that it is empty', async () => {
    const xledger = new MemoryXledger();
    expect(await new Flow(xledger).bring(KARI, { policy: { xledgerIsEmpty: true } })).toMatchObject({ code: 'created' });
  });
});

describe('what Xledger refuses, lets fall or does not take', () => {
  test('a partly refused person says which fields, and is not sent again until Huma changes', async () => {
    const { xledger, flow } = await linkedKari();
    xledger.refuses.add('contact.jobTitle');
    const changed = { ...KARI, jobTitle: 'New', phone: '+4799000009' };
    expect(await flow.bring(changed, { event: 'changed' })).toMatchObject({
      outcome: 'failed', code: 'partlyRefused', did: 'updated', changes: [{ field: 'phone' }], problems: [{ field: 'jobTitle', code: 'notAccepted', detail: 'The value is not accepted.' }],
    });
    await flow.bring(changed, { event: 'changed' });
    expect(xledger.updates).toHaveLength(1);
    await flow.bring({ ...changed, jobTitle: 'Newer' }, { event: 'changed' });
    expect(xledger.updates).toHaveLength(2);
  });

  test('what did not stick is failed, not applied', async () => {
    const { xledger, flow } = await linkedKari();
    xledger.drops.add('subledger.phone');
    expect(await flow.bring({ ...KARI, phone: '+4799000009' }, { event: 'changed' })).toMatchObject({ outcome: 'failed', code: 'didNotStick', problems: [{ field: 'phone', code: 'didNotStick' }] });
  });

  test('what the client leaves out is told; the rest is applied (U1)', async () => {
    const { xledger, flow } = await linkedKari();
    xledger.leavesOut.add('subledger.phone');
    expect(await flow.bring({ ...KARI, phone: '+4799000009' }, { event: 'changed' })).toMatchObject({ outcome: 'applied', code: 'updated', problems: [{ field: 'phone', code: 'subledgerNotWritable' }] });
  });

  test.each(['index', 'byDbId', 'update'] as const)('a stop in %s leaves people for another try', async (operation) => {
    const { xledger, flow } = await linkedKari();
    xledger.stops[operation] = { code: 'creditsGone', says: 'The credits of this hour are used up', resumeAt: 1_800_000_000_000, retry: true };
    expect(await flow.bring({ ...KARI, phone: '+4799000009' }, { event: 'changed' })).toMatchObject({ outcome: 'notAttempted', code: 'xledgerUnavailable', retry: true, resumeAt: 1_800_000_000_000 });
  });

  test('a stop while reading back does not hide what was written, and nothing is taken for certain', async () => {
    const { xledger, flow } = await linkedKari();
    let updated = false;
    xledger.meanwhile = (operation) => {
      if (updated && operation === 'byDbId') xledger.stops.byDbId = { code: 'deadline', says: 'Time is up', retry: true };
      updated ||= operation === 'update';
    };
    expect(await flow.bring({ ...KARI, phone: '+4799000009' }, { event: 'changed' })).toMatchObject({ outcome: 'applied', code: 'updated' });
    expect(flow.links.get('h1')?.baseline.phone).toBeUndefined();
  });

  test.each(['outcomeUnknown', 'unavailable', 'deadline'] as const)('sent, and nobody knows whether it went through (%s): taken back in Huma, it is taken back in Xledger, and not held for an edit there', async (code) => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    const phone = () => xledger.employees.get(employeeDbId)?.contact?.phone;
    const before = phone();
    xledger.lostAnswer = { code, says: 'No answer', retry: true };
    expect(await flow.bring({ ...KARI, phone: '+4799000009' }, { event: 'changed' })).toMatchObject({ outcome: 'notAttempted', retry: true });
    xledger.lostAnswer = undefined;
    expect(phone()).toBe('+4799000009');
    expect(await flow.bring(KARI, { event: 'changed' })).toMatchObject({ outcome: 'applied', code: 'updated' });
    expect(phone()).toBe(before);
  });
});

describe('the same person asked for several times', () => {
  test('five equal events are one write, each item has its outcome', async () => {
    const { xledger, flow } = await linkedKari();
    const outcomes = await flow.run([0, 1, 2, 3, 4].map((item) => ask('h1', { ...KARI, phone: '+4799000009' }, { item, event: 'changed' })));
    expect(xledger.updates).toHaveLength(1);
    expect(outcomes.map(({ item, code, outcome }) => [item, code, outcome])).toEqual([[0, 'updated', 'applied'], ...[1, 2, 3, 4].map((item) => [item, 'sameAsAnotherItem', 'unchanged'])]);
  });

  test('messages that hold only what changed are put together, the later one counts', async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    await flow.run([
      ask('h1', { jobTitle: 'Second', phone: '+4799000009' }, { item: 1, event: 'changed' }),
      ask('h1', { jobTitle: 'First', familyName: 'Nyhus' }, { item: 0, event: 'changed' }),
    ]);
    expect(xledger.employees.get(employeeDbId)?.contact).toMatchObject({ jobTitle: 'Second', phone: '+4799000009', lastName: 'Nyhus' });
  });

  test('people without a Huma id: equal items are one person, different ones who claim the same employee are ambiguous', async () => {
    const xledger = new MemoryXledger();
    xledger.add(likePerson({ ...KARI, jobTitle: 'Old' }));
    const flow = new Flow(xledger);
    const plain = (item: number, person: Person) => ({ ...ask('', person, { item }), humaId: null });
    expect((await flow.run([plain(0, KARI), plain(1, { ...KARI, jobTitle: 'Other' })])).map(({ code }) => code)).toEqual(['ambiguous', 'ambiguous']);
    const outcomes = await flow.run([plain(0, KARI), plain(1, { ...KARI })]);
    expect(outcomes.map(({ code, link: next }) => [code, next])).toEqual([['updated', undefined], ['sameAsAnotherItem', undefined]]);
  });
});

describe('dry run', () => {
  test('reads, writes nothing, gives no link, and tells the same', async () => {
    const predicted = await linkedKari();
    const changed = { ...KARI, phone: '+4799000009', bankAccount: null };
    const asks = [ask('h1', changed, { item: 0 }), ask('h2', OLA, { item: 1 })];
    const dry = await predicted.flow.run(asks, { dryRun: true });
    expect([predicted.xledger.updates, predicted.xledger.creations]).toEqual([[], []]);
    const real = await predicted.flow.run(asks);
    const told = ({ outcome, code, did, changes, problems }: (typeof dry)[number]) => ({ outcome, code, did, changes, problems });
    expect(dry.map(told)).toEqual(real.map(told));
    expect(dry.map(({ link: next, dryRun }) => [next, dryRun])).toEqual([[undefined, true], [undefined, true]]);
    expect(dry[0]?.reason).toMatch(/^Kari T\.: Phone Number would be updated in Xledger\./);
  });
});

describe('whenMatched: link', () => {
  test('remembers the pair and leaves what differs until it changes in Huma', async () => {
    const xledger = new MemoryXledger();
    const { dbId } = xledger.add(likePerson({ ...KARI, jobTitle: 'As in Xledger' }));
    const flow = new Flow(xledger);
    expect(await flow.bring(KARI, { policy: { whenMatched: 'link' } })).toMatchObject({ outcome: 'applied', code: 'linked', did: 'linked', link: { employeeDbId: dbId, contactDbId: `${dbId}1`, subledgerDbId: `${dbId}2` } });
    await flow.bring({ ...KARI, phone: '+4799000009' }, { event: 'changed' });
    expect(xledger.updates.map(({ targets }) => targets)).toEqual([['contact.phone', 'subledger.phone']]);
    await flow.bring({ ...KARI, phone: '+4799000009', jobTitle: 'Changed in Huma' }, { event: 'changed' });
    expect(xledger.employees.get(dbId)?.contact?.jobTitle).toBe('Changed in Huma');
  });
});

describe('requests', () => {
  test('linked people whose unique values stay need no reading of everyone', async () => {
    const { xledger, flow } = await linkedKari();
    xledger.reads = [];
    await flow.bring({ ...KARI, jobTitle: 'New' }, { event: 'changed' });
    expect(xledger.reads).toEqual(['byDbId', 'update', 'byDbId']);
  });

  test('people who are settled by the event alone need none at all', async () => {
    const { xledger, flow } = await linkedKari();
    xledger.reads = [];
    await flow.run([ask('h1', KARI, { user: { active: false } }), ask('h2', OLA, { item: 1, event: 'changed' })]);
    expect(xledger.reads).toEqual([]);
  });
});

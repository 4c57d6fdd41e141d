// What becomes of rows: looked at again, written, read back, accounted for (design, Apply 2–6).
import type { Person } from '../../../core/person';
import { XledgerRefused, type Stop } from '../../../core/xledger';
import { employees, KARI, OLA, person, user } from '../plan/tenants';
import { link } from '../sync/people';
import { World } from './world';

const LEADER: Person = { ...KARI, jobTitle: 'Leder', phone: '+4799000077', birthDate: '1991-03-04' as Person['birthDate'] };
const pair = (huma: Person = LEADER, xledger: Person = KARI, policy = {}) => new World({ users: [user('h1', huma)], employees: employees({ dbId: '7', person: xledger }), policy });
const STOP: Stop = { code: 'creditsGone', says: 'The credits of the hour are used up', resumeAt: 1, retry: true };

describe('R10: everything is looked at again', () => {
  test('a value changed in Xledger: stale, with before, after and now, and nothing of the row is written', async () => {
    const world = pair();
    const rows = world.plan();
    world.employee('7').contact!.jobTitle = 'Rådgiver';
    const { outcomes } = await world.apply(rows);
    expect(outcomes).toMatchObject([{ outcome: 'stale', code: 'changedSince', stale: [{ label: 'Job Title', in: 'xledger', before: 'Utvikler', after: 'Leder', now: 'Rådgiver' }] }]);
    expect(outcomes[0]!.reason).toContain('"Rådgiver" now');
    expect(world.xledger.updates).toEqual([]);
  });

  test('a sensitive value changed in Xledger is shown masked', async () => {
    const world = pair();
    const rows = world.plan();
    world.employee('7').contact!.birthday = '1932-12-24';
    const said = JSON.stringify(await world.apply(rows));
    for (const secret of ['1932-12-24', '1991-03-04', '1990-02-03']) expect(said).not.toContain(secret);
  });

  test('what stands already as wanted is unchanged, and remembered', async () => {
    const world = pair({ ...KARI, jobTitle: 'Leder' });
    const rows = world.plan();
    world.employee('7').contact!.jobTitle = 'Leder';
    expect((await world.apply(rows)).outcomes).toMatchObject([{ did: 'linked', link: { humaId: 'h1' } }]);
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'unchanged' }]);
    expect(world.xledger.updates).toEqual([]);
  });

  test("Huma's side too, where the option says so", async () => {
    const world = pair();
    const rows = world.plan();
    world.user('h1').person.jobTitle = 'Direktør';
    expect((await world.apply(rows, { rereadHuma: true })).outcomes).toMatchObject([{ outcome: 'stale', stale: [{ in: 'huma', now: 'Direktør' }] }]);
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'applied' }]);
  });

  test('an employee who is gone, and one with another contact', async () => {
    const world = pair();
    const rows = world.plan();
    world.employee('7').contact!.dbId = '99';
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'stale', code: 'linksChanged' }]);
    world.xledger.employees.clear();
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'failed', code: 'gone' }]);
  });

  test('a user who was found by the e-mail, and linked with another employee since: nothing is written into the one of the plan', async () => {
    const world = pair();
    const rows = world.plan();
    world.links.set('h1', link('h1', '8', { changedAt: '2026-03-01T10:00:01.000Z' }));
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'stale', code: 'linksChanged' }]);
    expect([world.xledger.updates, world.links.get('h1')?.employeeDbId]).toEqual([[], '8']);
    world.links.set('h1', link('h1', '8'));
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'applied', link: { employeeDbId: '7' } }]);
  });

  test('R28: a phone number that somebody has taken meanwhile is not written, the other fields are', async () => {
    const world = pair();
    const rows = world.plan();
    world.xledger.add({ dbId: '8', contact: { phone: '+47 990 00 077' } as never });
    const { outcomes } = await world.apply(rows);
    expect(outcomes).toMatchObject([{ outcome: 'applied', problems: [{ field: 'phone', code: 'taken' }] }]);
    expect([world.employee('7').contact?.phone, world.employee('7').contact?.jobTitle]).toEqual([KARI.phone, 'Leder']);
  });

  test('R24: a user deactivated since is locked for writes to Huma', async () => {
    const world = pair(LEADER, KARI, { wins: { general: 'xledger', byField: {} } });
    const rows = world.plan();
    world.user('h1').active = false;
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'skipped', code: 'locked' }]);
    expect(world.huma.updates).toEqual([]);
  });
});

describe('creating', () => {
  test('both ways, with links, and no way back', async () => {
    const world = new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }) });
    const { outcomes, summary, inverse } = await world.apply(world.plan());
    expect(outcomes).toMatchObject([{ outcome: 'applied', did: 'created', link: { humaId: 'h1' } }, { outcome: 'applied', did: 'created', link: { employeeDbId: '7' } }]);
    expect(summary).toMatchObject({ created: { xledger: 1, huma: 1 }, cannotBeUndone: [{ in: 'xledger' }, { in: 'huma' }] });
    expect(inverse).toEqual([]);
    expect(world.huma.created).toMatchObject([{ groups: ['ours'] }]);
    expect(world.plan().map(({ action }) => action)).toEqual(['none', 'none']);
  });

  test('R9: somebody with the same e-mail has come since: nobody is created, nobody overwritten', async () => {
    const world = new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }), policy: { createIn: 'xledger' } });
    const rows = world.plan();
    world.xledger.add({ dbId: '8', code: '77', contact: { email: KARI.email!.toUpperCase() } as never });
    const { outcomes } = await world.apply(rows);
    expect(outcomes.find(({ humaId }) => humaId === 'h1')).toMatchObject({ outcome: 'stale', code: 'existsMeanwhile', reason: expect.stringContaining('employee 77') });
    expect(world.xledger.creations).toEqual([]);
  });

  test('a run that died before it had written all of somebody new: the same plan completes and links them', async () => {
    const world = new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }), policy: { createIn: 'xledger' } });
    const rows = world.plan();
    const [begun] = employees({ dbId: '8', person: { ...KARI, jobTitle: null } });
    world.xledger.employees.set('8', begun!);
    const { outcomes, inverse } = await world.apply(rows);
    expect(outcomes.find(({ humaId }) => humaId === 'h1')).toMatchObject({ outcome: 'applied', did: 'created', code: 'created', employeeDbId: '8', link: { humaId: 'h1', employeeDbId: '8' } });
    expect(world.employee('8').contact!.jobTitle).toBe(KARI.jobTitle);
    expect([world.xledger.creations, inverse]).toEqual([[], []]);
    expect((await world.apply(rows)).outcomes.find(({ humaId }) => humaId === 'h1')).toMatchObject({ outcome: 'unchanged' });
  });

  test('R9: a dry run tells that it would be completed, and writes nothing', async () => {
    const world = new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }), policy: { createIn: 'xledger' } });
    const rows = world.plan();
    world.xledger.employees.set('8', employees({ dbId: '8', person: { ...KARI, jobTitle: null } })[0]!);
    expect((await world.apply(rows, { dryRun: true })).outcomes.find(({ humaId }) => humaId === 'h1')).toMatchObject({ outcome: 'applied', did: 'created' });
    expect(world.xledger.updates).toEqual([]);
  });

  test('R9: somebody with the same e-mail holds a value that nobody meant: it is not ours, and left alone', async () => {
    const world = new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }), policy: { createIn: 'xledger' } });
    const rows = world.plan();
    world.xledger.employees.set('8', employees({ dbId: '8', person: { ...KARI, jobTitle: 'Rådgiver', phone: null } })[0]!);
    expect((await world.apply(rows)).outcomes.find(({ humaId }) => humaId === 'h1')).toMatchObject({ outcome: 'stale', code: 'existsMeanwhile' });
    expect(world.xledger.updates).toEqual([]);
  });

  test('an empty Xledger, where there were people, is taken for a missing scope', async () => {
    const world = new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }), policy: { createIn: 'xledger' } });
    const rows = world.plan();
    world.xledger.employees.clear();
    expect((await world.apply(rows.filter(({ humaId }) => humaId === 'h1'))).outcomes).toMatchObject([{ outcome: 'notAttempted', code: 'xledgerUnavailable' }]);
  });
});

describe('what Xledger and Huma make of it', () => {
  test('refused: the field is named, the others go through, and it is not sent again', async () => {
    const world = pair();
    world.xledger.refuses.add('contact.jobTitle');
    expect((await world.apply(world.plan())).outcomes).toMatchObject([{ outcome: 'failed', code: 'partlyRefused', problems: [{ field: 'jobTitle', code: 'notAccepted' }] }]);
    expect(world.plan().map(({ action }) => action)).toEqual(['none']);
  });

  test('what did not stick is failed, not applied', async () => {
    const world = pair();
    world.xledger.drops.add('contact.jobTitle');
    expect((await world.apply(world.plan())).outcomes).toMatchObject([{ outcome: 'failed', code: 'didNotStick', changes: expect.not.arrayContaining([expect.objectContaining({ field: 'jobTitle' })]) }]);
  });

  test.each(['byDbId', 'update'] as const)('a stop at %s: what is left says so, and a later run finishes it', async (operation) => {
    const world = pair();
    const rows = world.plan();
    world.xledger.stops[operation] = STOP;
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'notAttempted', code: 'xledgerUnavailable', retry: true, resumeAt: 1 }]);
    world.xledger.stops = {};
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'applied' }]);
  });

  test('R37: a new e-mail that Huma holds is awaiting confirmation', async () => {
    const world = new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: { ...KARI, email: 'ny@example.no' } }), links: [link('h1', '7')], policy: { wins: { general: 'xledger', byField: {} } } });
    world.huma.pending.add('email');
    expect((await world.apply(world.plan())).outcomes).toMatchObject([{ outcome: 'applied', code: 'awaitingConfirmation', did: 'linked', retry: false }]);
  });

  test('Huma refuses one field: named, and the others are there', async () => {
    const world = pair(LEADER, KARI, { wins: { general: 'xledger', byField: {} } });
    world.huma.refuses.add('phone');
    const { outcomes } = await world.apply(world.plan());
    expect(outcomes).toMatchObject([{ outcome: 'failed', code: 'partlyRefused', reason: expect.stringContaining('Phone Number in Huma: Huma refused') }]);
    expect(world.user('h1').person.jobTitle).toBe('Utvikler');
  });
});

describe('the canary', () => {
  const three = () => new World({ users: [1, 2, 3].map((n) => user(`h${n}`, person(n, { jobTitle: 'Leder' }))), employees: employees(...[1, 2, 3].map((n) => ({ dbId: `${n}00`, person: person(n) }))) });

  test('goes first and alone, and then the rest in one batch', async () => {
    const world = three();
    const { summary } = await world.apply(world.plan(), { canary: true });
    expect([summary.canary, summary.outcomes.applied]).toEqual(['proved', 3]);
    expect(world.xledger.reads.filter((read) => read === 'update')).toHaveLength(2);
  });

  test('did not stick: the run stops there, and everybody else says so', async () => {
    const world = three();
    world.xledger.drops.add('contact.jobTitle');
    const { outcomes, summary } = await world.apply(world.plan(), { canary: true });
    expect(outcomes.map(({ code }) => code).sort()).toEqual(['canaryStopped', 'canaryStopped', 'didNotStick']);
    expect([summary.canary, world.xledger.updates.length]).toEqual(['stopped', 1]);
  });

  test('a null that clears nothing (U5) holds up nobody: the others are written', async () => {
    const world = three();
    await world.apply(world.plan());
    world.huma.users.set('h1', user('h1', person(1, { jobTitle: 'Leder', phone: null })));
    for (const n of [2, 3]) world.huma.users.set(`h${n}`, user(`h${n}`, person(n, { jobTitle: 'Kokk' })));
    world.xledger.drops.add('contact.phone').add('subledger.phone');
    const { outcomes, summary } = await world.apply(world.plan({ missing: 'clear' }), { canary: true });
    expect([summary.canary, outcomes.map(({ code }) => code).sort()]).toEqual(['proved', ['didNotStick', 'updated', 'updated']]);
  });

  test('something moved that was not meant to, also what the sync does not manage: the run stops', async () => {
    const world = three();
    const rows = world.plan();
    let updates = 0;
    world.xledger.meanwhile = (operation) => { if (operation === 'update') updates += 1; else if (updates === 1) for (const one of world.xledger.employees.values()) one.dateTo = '2026-12-31'; };
    const { outcomes } = await world.apply(rows, { canary: true });
    expect(outcomes.map(({ code }) => code).sort()).toEqual(['canaryStopped', 'canaryStopped', 'movedUnmeant']);
    expect(outcomes.find(({ code }) => code === 'movedUnmeant')!.reason).toContain('dateTo');
    expect(world.xledger.updates).toHaveLength(1);
  });

  test('a row that is refused proves nothing: another one is tried, and where nobody is left, nobody is stopped', async () => {
    const world = three();
    world.xledger.refuses.add('contact.jobTitle');
    const { summary } = await world.apply(world.plan(), { canary: true });
    expect(summary).toMatchObject({ canary: 'notNeeded', outcomes: { failed: 3 } });
  });
});

describe('the way back', () => {
  test('is a signed plan of its own, sealed where it has to be, held to limits, and puts everything back', async () => {
    const world = new World({ users: [user('h1', LEADER)], employees: employees({ dbId: '7', person: KARI, more: (employee) => { employee.contact!.phone = ' +47 990 00 001'; } }), policy: { wins: { general: 'huma', byField: { jobTitle: 'xledger' } } } });
    const before = world.state();
    const { inverse } = await world.apply(world.plan());
    expect(inverse).toMatchObject([{ plan: { planId: 'undo-1', undoes: 'plan-1', rows: 1 }, humaId: 'h1', employeeDbId: '7' }]);
    expect(JSON.stringify(inverse)).not.toContain('1990-02-03');
    expect((await world.apply(inverse, { limits: { updates: { number: 0 } } })).outcomes).toMatchObject([{ code: 'overLimits' }]);
    expect((await world.apply(inverse)).outcomes).toMatchObject([{ outcome: 'applied' }]);
    expect(world.state()).toEqual(before);
  });

  test('what was changed since is stale, not overwritten', async () => {
    const world = pair();
    const { inverse } = await world.apply(world.plan());
    world.employee('7').contact!.jobTitle = 'Sjef';
    expect((await world.apply(inverse)).outcomes).toMatchObject([{ outcome: 'stale', stale: [{ now: 'Sjef' }] }]);
  });

  test('an undo is not undone again by the next plan', async () => {
    const world = pair(LEADER, KARI, { wins: { general: 'huma', byField: { jobTitle: 'xledger' } } });
    const { inverse } = await world.apply(world.plan());
    await world.apply(inverse);
    expect(world.plan().map(({ action }) => action)).toEqual(['none']);
  });

  test('a dry run has none, and what was filled can be emptied again', async () => {
    const world = pair(KARI, { ...KARI, jobTitle: null, birthDate: null });
    const rows = world.plan();
    expect((await world.apply(rows, { dryRun: true })).inverse).toEqual([]);
    const { inverse } = await world.apply(rows);
    await world.apply(inverse);
    expect(world.employee('7').contact).toMatchObject({ jobTitle: null, birthday: null });
  });
});

test('without a Huma credential, rows that need Huma say so, and the others are applied', async () => {
  const world = new World({ users: [user('h1', KARI), user('h2', person(2, { jobTitle: 'Leder' }))], employees: employees({ dbId: '7', person: OLA }, { dbId: '8', person: person(2) }), policy: { createIn: 'huma' } });
  const rows = world.plan();
  Object.defineProperty(world.huma, 'client', { value: undefined });
  const { outcomes } = await world.apply(rows);
  expect(outcomes.map(({ code }) => code).sort()).toEqual(['noHuma', 'nothingToDo', 'updated']);
});

describe('only what Xledger or Huma says is an answer: a fault in this package is thrown, not told as one of theirs', () => {
  const fault = () => { throw new TypeError('a fault'); };
  const failing = (at: string) => {
    const world = new World({ users: [user('h1', LEADER), user('h2', person(2))], employees: employees({ dbId: '7', person: KARI }, { dbId: '8', person: OLA }) });
    const rows = world.plan();
    if (at === 'list') world.huma.listFails = new TypeError('a fault');
    else if (at === 'read back') { let written = false; world.xledger.meanwhile = (operation) => { if (written && operation === 'byDbId') fault(); written ||= operation === 'update'; }; }
    else world.xledger.meanwhile = (operation) => { if (operation === at) fault(); };
    return world.apply(rows);
  };
  test.each(['index', 'byDbId', 'update', 'create', 'read back', 'list'])('%s', async (at) => {
    await expect(failing(at)).rejects.toThrow('a fault');
  });
});

test('a reading that Xledger refuses fails the rows, and says why', async () => {
  const world = pair();
  world.xledger.meanwhile = () => { throw new XledgerRefused({ code: 'refused', says: 'Not like that', retry: false }); };
  expect((await world.apply(world.plan())).outcomes).toMatchObject([{ outcome: 'failed', code: 'refused', reason: expect.stringContaining('Not like that') }]);
});

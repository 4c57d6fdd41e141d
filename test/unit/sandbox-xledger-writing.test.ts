// The sandbox's Xledger, write side: each open question in each position.
import { ask, CONTACT, EMPLOYEE, firstNode, send, showAll, SHOWN, SUBLEDGER, SUPPLIER_APART, tenant, type Behaviours } from './sandbox-xledger-asking';
import { positionsOf, SWITCH_KEYS, type XledgerTenant } from '../../sandbox/xledger';

const contact = (t: XledgerTenant) => t.state.contacts.get(CONTACT)!;
const subledger = (t: XledgerTenant, dbId = SUBLEDGER) => t.state.subledgers.get(dbId)!;
const employee = (t: XledgerTenant) => t.state.employees.get(EMPLOYEE)!;
const addressOf = (t: XledgerTenant, row: { links: { address?: number | null } }) => t.state.addresses.get(row.links.address)!;
const countryAfter = async (t: XledgerTenant, country: string) => {
  const { data, errors } = await send(t, 'updateContacts', [{ dbId: CONTACT, address: { country } }], 'address { country { code } }');
  expect(errors).toEqual([]);
  return data.updateContacts.edges[0].node.address.country?.code ?? null;
};
const messagesOf = (errors: { message: string }[]) => errors.map(({ message }) => message);
const newPerson = { code: '00900', firstName: 'Åshild', lastName: 'Ny', email: 'aashild.ny@example.no' };
const createdEmployee = async (t: XledgerTenant, node: object) => {
  const { data, errors } = await send(t, 'addEmployees', [node], 'dbId description contact { dbId firstName email } subledger { dbId code }');
  expect(errors).toEqual([]);
  return data.addEmployees.edges[0].node;
};
const clearEnd = async (t: XledgerTenant, value: null | '') => {
  t.edit(EMPLOYEE, { 'employee.employmentTo': '2099-01-01' });
  const { errors } = await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, employmentTo: value }]);
  return { errors, stored: employee(t).values.employmentTo };
};
const clearTitle = async (t: XledgerTenant) => (await send(t, 'updateContacts', [{ dbId: CONTACT, jobTitle: '' }]), contact(t).values.jobTitle);
const afterShortAddress = async (t: XledgerTenant) => {
  const before = contact(t).links.address;
  await send(t, 'updateContacts', [{ dbId: CONTACT, address: { streetAddress: 'Nyveien 1' } }]);
  const { streetAddress, zipCode } = addressOf(t, contact(t)).values;
  return { sameRow: contact(t).links.address === before, streetAddress, zipCode, shared: contact(t).links.address === subledger(t).links.address };
};
const afterFlatSupplierAddress = async (t: XledgerTenant) => {
  await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, streetAddress: 'Åsveien 1', zipCode: '0001', place: 'Oslo', country: { code: 'SE' } }]);
  const { streetAddress, country } = (await firstNode(t, 'subledgers', 'address { streetAddress country { code } }')).address;
  return [streetAddress, country.code];
};
const GOOD = { dbId: CONTACT, jobTitle: 'Kokk' };
const BAD = { dbId: 1, jobTitle: 'Kokk' };
const mixed = async (t: XledgerTenant) => {
  const { data, errors } = await send(t, 'updateContacts', [GOOD, BAD]);
  return { edges: data?.updateContacts.edges.map((edge: { clientId: string }) => edge.clientId) ?? null, errors: errors.length, written: contact(t).values.jobTitle === 'Kokk' };
};
const three = async (t: XledgerTenant) => {
  const { data } = await send(t, 'updateContacts', [0, 1, 2].map((at) => ({ dbId: CONTACT + at, jobTitle: 'Kokk' })));
  return data.updateContacts.edges.map((edge: { clientId: string; node: { dbId: number } }) => [edge.clientId, edge.node.dbId - CONTACT]);
};
const badLookup = async (t: XledgerTenant) => (await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, subledger: { code: '015' } }])).errors[0]!;
const flatPhone = async (t: XledgerTenant) => {
  await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, phone: '+4799000999', email: 'flat@example.no', bankAccount: '90007000935', contactAddress: 'Flatveien 2' }]);
  const on = (row: { values: Record<string, unknown> }) => row.values.phone === '+4799000999' && row.values.email === 'flat@example.no';
  const street = (row: { links: { address?: number | null } }) => addressOf(t, row).values.streetAddress === 'Flatveien 2';
  return { contact: on(contact(t)) && street(contact(t)), subledger: on(subledger(t)) && street(subledger(t)), employee: on(employee(t)), read: (await firstNode(t, 'employees', 'email')).email === 'flat@example.no' };
};

const BEHAVIOURS: Behaviours<(typeof SHOWN.writing)[number]> = {
  U1: {
    sameDbId: async (t) => {
      expect((await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, email: 'ny@example.no' }])).errors).toEqual([]);
      expect(subledger(t).values.email).toBe('ny@example.no');
      const { data } = await ask(t, 'query ($ids: [Int!]) { suppliers(first: 5, objectStatus: ALL, ownerSet: ALL, filter: { dbId_in: $ids }) { edges { node { dbId code } } } }', { ids: [SUBLEDGER] });
      expect(data.suppliers.edges).toEqual([{ node: { dbId: SUBLEDGER, code: '00001' } }]);
    },
    anotherLedgerKind: async (t) => {
      expect(messagesOf((await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, email: 'ny@example.no' }])).errors)).toEqual([`dbId: No value matching dbId '${SUBLEDGER}'.`]);
      expect(await firstNode(t, 'suppliers', 'dbId')).toBeUndefined();
      expect((await firstNode(t, 'subledgers', 'ledgerType { code }')).ledgerType.code).toBe('EMP');
      const { data } = await send(t, 'addSuppliers', [{ code: 'L1', description: 'En leverandør' }]);
      const { errors } = await send(t, 'addEmployees', [{ code: '00901', subledger: { dbId: String(data.addSuppliers.edges[0].node.dbId) } }]);
      expect(errors[0]?.message).toMatch(/^subledger\.dbId: No value matching owner 5001/);
    },
    numberedApart: async (t) => {
      await send(t, 'updateSuppliers', [{ dbId: SUPPLIER_APART, email: 'ny@example.no' }]);
      expect(subledger(t).values.email).toBe('ny@example.no');
      expect(subledger(t, SUPPLIER_APART).values.code).toBe('00004');
      expect(await firstNode(t, 'suppliers', 'dbId code')).toEqual({ dbId: SUPPLIER_APART, code: '00001' });
    },
    subledgerIsNull: async (t) => expect(await firstNode(t, 'employees', 'code subledger { dbId }')).toEqual({ code: '00001', subledger: null }),
  },
  U2: {
    contact: async (t) => expect(await flatPhone(t)).toEqual({ contact: true, subledger: false, employee: false, read: true }),
    subledger: async (t) => expect(await flatPhone(t)).toEqual({ contact: false, subledger: true, employee: false, read: false }),
    both: async (t) => expect(await flatPhone(t)).toEqual({ contact: true, subledger: true, employee: false, read: true }),
    columnOfTheEmployee: async (t) => expect(await flatPhone(t)).toEqual({ contact: false, subledger: false, employee: true, read: true }),
    nothingOnUpdate: async (t) => {
      expect(await flatPhone(t)).toEqual({ contact: false, subledger: false, employee: false, read: false });
      await send(t, 'addEmployees', [{ code: '00902', contact: { dbId: CONTACT }, phone: '+4799000998' }]);
      expect(contact(t).values.phone).toBe('+4799000998');
    },
  },
  U3: {
    onlyTheEmployee: async (t) => {
      expect(await createdEmployee(t, newPerson)).toMatchObject({ contact: null, subledger: null });
      expect(await createdEmployee(t, { code: '00903', contact: { dbId: CONTACT }, subledger: { dbId: SUBLEDGER } })).toMatchObject({ description: 'Vidar Haugland', contact: { dbId: CONTACT }, subledger: { dbId: SUBLEDGER } });
    },
    contactFromFlatFields: async (t) => expect(await createdEmployee(t, newPerson)).toMatchObject({ contact: { firstName: 'Åshild', email: 'aashild.ny@example.no' }, subledger: null }),
    contactAndSubledger: async (t) => expect(await createdEmployee(t, newPerson)).toMatchObject({ contact: { firstName: 'Åshild' }, subledger: { code: '00900' } }),
    rejectsWithoutBothLookups: async (t) => {
      expect(messagesOf((await send(t, 'addEmployees', [newPerson])).errors)).toEqual(['contact: This field is mandatory.']);
      expect(messagesOf((await send(t, 'addEmployees', [{ ...newPerson, contact: { dbId: CONTACT } }])).errors)).toEqual(['subledger: This field is mandatory.']);
      await createdEmployee(t, { code: '00904', contact: { dbId: CONTACT }, subledger: { dbId: SUBLEDGER } });
    },
    ignoresLookupsAndMakesItsOwn: async (t) => {
      const made = await createdEmployee(t, { code: '00905', contact: { dbId: CONTACT }, subledger: { dbId: SUBLEDGER } });
      expect([made.contact.dbId === CONTACT, made.subledger.dbId === SUBLEDGER]).toEqual([false, false]);
    },
  },
  U4: {
    onlySupplierCodeAndDescription: async (t) => {
      expect(messagesOf((await send(t, 'addSuppliers', [{ code: 'L1' }])).errors)).toEqual(['description: This field is mandatory.']);
      expect(messagesOf((await send(t, 'addSuppliers', [{ description: 'L' }])).errors)).toEqual(['code: This field is mandatory.']);
      expect((await send(t, 'addContacts', [{ firstName: 'Åse' }])).errors).toEqual([]);
    },
    moreNonNullFields: async (t) => {
      const { errors } = await send(t, 'addContacts', [{ firstName: 'Åse' }]);
      expect(errors[0]?.message).toContain('Field "id" of required type "String!" was not provided');
      expect((await send(t, 'addContacts', [{ id: '00900', firstName: 'Åse' }])).errors).toEqual([]);
    },
    serverRulesBeyondTheSchema: async (t) => {
      expect(messagesOf((await send(t, 'addSuppliers', [{ code: 'L1', description: 'L' }])).errors)).toEqual(['subledgerGroup: This field is mandatory.']);
      expect(messagesOf((await send(t, 'addEmployees', [{ code: '00906' }])).errors)).toEqual(['employeeGroup: This field is mandatory.']);
      const whole = { code: 'L1', description: 'L', subledgerGroup: { code: 'ANS' }, payMethod: { code: 'BANK' }, currency: { code: 'NOK' } };
      expect((await send(t, 'addSuppliers', [whole])).errors).toEqual([]);
    },
  },
  U5: {
    nullClears: async (t) => expect(await clearEnd(t, null)).toEqual({ errors: [], stored: null }),
    nullIsIgnored: async (t) => expect(await clearEnd(t, null)).toEqual({ errors: [], stored: '2099-01-01' }),
    nullIsRejected: async (t) => {
      const { errors, stored } = await clearEnd(t, null);
      expect([messagesOf(errors), stored]).toEqual([['employmentTo: Null is not allowed here.'], '2099-01-01']);
    },
    onlyEmptyTextClears: async (t) => {
      expect(await clearEnd(t, null)).toEqual({ errors: [], stored: '2099-01-01' });
      expect(await clearEnd(t, '')).toEqual({ errors: [], stored: null });
      expect(await clearTitle(t)).toBeNull();
    },
    emptyTextIsStored: async (t) => expect(await clearTitle(t)).toBe(''),
  },
  U6: {
    untouched: async (t) => {
      await send(t, 'updateContacts', [{ dbId: CONTACT, jobTitle: 'Kokk' }]);
      expect(contact(t).values).toMatchObject({ jobTitle: 'Kokk', phone: '+4799000031', firstName: 'Vidar' });
    },
    reset: async (t) => {
      await send(t, 'updateContacts', [{ dbId: CONTACT, jobTitle: 'Kokk', firstName: 'Vidar' }]);
      expect(contact(t).values).toMatchObject({ jobTitle: 'Kokk', firstName: 'Vidar', phone: null, email: null });
      expect(contact(t).links.gender).toBeNull();
    },
  },
  U7: {
    keysMerged: async (t) => expect(await afterShortAddress(t)).toEqual({ sameRow: true, streetAddress: 'Nyveien 1', zipCode: '0481', shared: false }),
    wholeReplaced: async (t) => expect(await afterShortAddress(t)).toEqual({ sameRow: true, streetAddress: 'Nyveien 1', zipCode: null, shared: false }),
    newRowLinked: async (t) => expect(await afterShortAddress(t)).toEqual({ sameRow: false, streetAddress: 'Nyveien 1', zipCode: null, shared: false }),
    sharedByContactAndSubledger: async (t) => expect(await afterShortAddress(t)).toEqual({ sameRow: true, streetAddress: 'Nyveien 1', zipCode: '0481', shared: true }),
  },
  U8: {
    englishName: async (t) => expect([await countryAfter(t, 'Sweden'), await countryAfter(t, 'Sverige'), await countryAfter(t, 'SE')]).toEqual(['SE', null, null]),
    nameInTheTenantsLanguage: async (t) => expect([await countryAfter(t, 'Sverige'), await countryAfter(t, 'Sweden'), await countryAfter(t, 'SE')]).toEqual(['SE', null, null]),
    alpha2: async (t) => expect([await countryAfter(t, 'SE'), await countryAfter(t, 'Sweden'), await countryAfter(t, 'Sverige')]).toEqual(['SE', null, null]),
  },
  U8unknown: {
    storedAsNull: async (t) => expect(await countryAfter(t, 'Atlantis')).toBeNull(),
    rejected: async (t) => expect(messagesOf((await send(t, 'updateContacts', [{ dbId: CONTACT, address: { country: 'Atlantis' } }])).errors)).toEqual(['address.country: Unknown country.']),
  },
  U9: {
    allInTheAddress: async (t) => expect(await afterFlatSupplierAddress(t)).toEqual(['Åsveien 1', 'SE']),
    countryElsewhere: async (t) => expect(await afterFlatSupplierAddress(t)).toEqual(['Åsveien 1', 'NO']),
    onlyNestedShows: async (t) => {
      expect(await afterFlatSupplierAddress(t)).toEqual(['Storgata 83', 'NO']);
      await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, address: { streetAddress: 'Åsveien 1' } }]);
      expect(addressOf(t, subledger(t)).values.streetAddress).toBe('Åsveien 1');
    },
  },
  U10: {
    nothingWritten: async (t) => expect(await mixed(t)).toEqual({ edges: null, errors: 1, written: false }),
    goodOnesWrittenWithErrors: async (t) => expect(await mixed(t)).toEqual({ edges: ['0'], errors: 1, written: true }),
    errorsOnlyThoughSomeWritten: async (t) => expect(await mixed(t)).toEqual({ edges: null, errors: 1, written: true }),
    noErrorsFewerEdges: async (t) => expect(await mixed(t)).toEqual({ edges: ['0'], errors: 0, written: true }),
  },
  U11: {
    inputOrder: async (t) => expect(await three(t)).toEqual([['0', 0], ['1', 1], ['2', 2]]),
    otherOrder: async (t) => expect(await three(t)).toEqual([['2', 2], ['1', 1], ['0', 0]]),
    clientIdNull: async (t) => expect(await three(t)).toEqual([[null, 0], [null, 1], [null, 2]]),
  },
  U11errors: {
    pathWithIndex: async (t) => expect(await badLookup(t)).toMatchObject({ path: ['updateEmployees', 'inputs', 0], message: "subledger.code: No value matching owner 5001, code '015'." }),
    fieldPathInTheMessage: async (t) => expect(await badLookup(t)).toMatchObject({ path: ['updateEmployees'], message: "subledger.code: No value matching owner 5001, code '015'." }),
    nothing: async (t) => {
      const error = await badLookup(t);
      expect([error.path, error.message]).toEqual([undefined, "No value matching owner 5001, code '015'."]);
    },
  },
  U22: {
    storedAsSent: async (t) => {
      await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, phone: '99 12 34 56', bankAccount: '123' }]);
      expect(subledger(t).values).toMatchObject({ phone: '99 12 34 56', bankAccount: '123' });
    },
    reformatted: async (t) => {
      await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, phone: '+4799123456', bankAccount: '90007000935', email: 'Ny@Example.no' }]);
      expect(subledger(t).values).toMatchObject({ phone: '+47 99 12 34 56', bankAccount: '9000.70.00935', email: 'ny@example.no' });
      await send(t, 'updateContacts', [{ dbId: CONTACT, socialSec: '01825810117' }]);
      expect(contact(t).values.socialSec).toBe('018258 10117');
    },
    rejectedWhenInvalid: async (t) => {
      const refused = async (node: object) => messagesOf((await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, ...node }])).errors);
      expect(await refused({ bankAccount: '90007000936' })).toEqual(["bankAccount: '90007000936' is not valid."]);
      expect(await refused({ email: 'nobody' })).toHaveLength(1);
      expect(await refused({ phone: 'ring meg' })).toHaveLength(1);
      expect(await refused({ bankAccount: '9000.70.00935', email: 'ny@example.no', phone: '+4799123456' })).toEqual([]);
      expect((await send(t, 'updateContacts', [{ dbId: CONTACT, socialSec: '123' }])).errors).toHaveLength(1);
    },
  },
  U23: {
    enforcedPerEntity: async (t) => {
      expect(messagesOf((await send(t, 'addEmployees', [{ code: '00002' }])).errors)).toEqual(["code: The value '00002' is already in use."]);
      expect((await send(t, 'addContacts', [{ email: ' Vidar.Haugland@example.no' }])).errors).toHaveLength(1);
      expect((await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, code: '00002' }])).errors).toHaveLength(1);
      expect((await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, code: '00001' }])).errors).toEqual([]);
    },
    duplicatesAccepted: async (t) => {
      expect((await send(t, 'addEmployees', [{ code: '00002' }])).errors).toEqual([]);
      expect((await send(t, 'addContacts', [{ email: 'vidar.haugland@example.no' }])).errors).toEqual([]);
    },
  },
  U24employee: {
    sameValue: async (t) => {
      await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, socialSec: '08907910106' }]);
      expect(contact(t).values.socialSec).toBe('08907910106');
      expect((await firstNode(t, 'employees', 'socialSecurityMasked')).socialSecurityMasked).toBe('089079*****');
    },
    itsOwnValue: async (t) => {
      await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, socialSec: '08907910106' }]);
      expect(contact(t).values.socialSec).toBe('01825810117');
      expect((await firstNode(t, 'employees', 'socialSecurityMasked')).socialSecurityMasked).toBe('089079*****');
      await send(t, 'updateContacts', [{ dbId: CONTACT, socialSec: '13860160182' }]);
      expect((await firstNode(t, 'employees', 'socialSecurityMasked')).socialSecurityMasked).toBe('089079*****');
    },
  },
  U25: {
    follow: async (t) => {
      await send(t, 'updateContacts', [{ dbId: CONTACT, lastName: 'Åsen' }]);
      expect([contact(t).values.name, employee(t).values.description]).toEqual(['Vidar Åsen', 'Vidar Åsen']);
    },
    stay: async (t) => {
      await send(t, 'updateContacts', [{ dbId: CONTACT, lastName: 'Åsen' }]);
      expect([contact(t).values.name, employee(t).values.description]).toEqual(['Vidar Haugland', 'Vidar Haugland']);
    },
  },
  U26updates: {
    allowed: async (t) => {
      t.edit(EMPLOYEE, { 'employee.employmentTo': '2020-01-31' });
      expect((await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, employmentTo: null }])).errors).toEqual([]);
    },
    rejected: async (t) => {
      t.edit(EMPLOYEE, { 'employee.employmentTo': '2020-01-31' });
      expect(messagesOf((await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, employmentTo: null }])).errors)).toEqual(['The employee is closed and cannot be changed.']);
      expect((await send(t, 'updateEmployees', [{ dbId: EMPLOYEE + 1, trialTo: '2030-01-01' }])).errors).toEqual([]);
    },
  },
  U31: {
    anyText: async (t) => expect((await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, bankAccount: 'GB33BUKB20201555555555' }])).errors).toEqual([]),
    domesticOnly: async (t) => {
      expect((await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, bankAccount: 'GB33BUKB20201555555555' }])).errors).toHaveLength(1);
      expect((await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, bankAccount: '9000.70.00935' }])).errors).toEqual([]);
    },
    domesticOrIban: async (t) => {
      expect((await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, bankAccount: 'GB33BUKB20201555555555' }])).errors).toEqual([]);
      expect((await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER, bankAccount: '12345' }])).errors).toHaveLength(1);
    },
  },
};

showAll(BEHAVIOURS);

test('every switch is shown in one of the three files, in every position', () => {
  const shown = [...SHOWN.writing, ...SHOWN.reading, ...SHOWN.access];
  expect([...shown].sort()).toEqual([...SWITCH_KEYS].sort());
  for (const key of SHOWN.writing) expect(Object.keys(BEHAVIOURS[key]).sort()).toEqual(positionsOf(key).sort());
});

test('a refused mutation leaves nothing behind: neither rows nor taken codes and e-mails, nor changes in the deltas', async () => {
  const t = tenant();
  const before = t.state.save() as { tables: unknown };
  await send(t, 'addContacts', [{ email: 'ny@example.no', address: { streetAddress: 'Åsveien 1' } }, { email: 'vidar.haugland@example.no' }]);
  await send(t, 'updateContacts', [{ dbId: CONTACT, email: 'annen@example.no', lastName: 'Ny', address: { place: 'Bergen' } }, { dbId: 1 }]);
  await send(t, 'addEmployees', [{ code: '00900' }, { code: '00001' }]);
  expect((t.state.save() as { tables: unknown }).tables).toEqual(before.tables);
  expect(t.state.changes).toEqual([]);
  expect((await send(t, 'addContacts', [{ email: 'ny@example.no' }, { email: 'annen@example.no' }])).errors).toEqual([]);
  expect((await send(t, 'addContacts', [{ email: 'vidar.haugland@example.no' }])).errors).toHaveLength(1);
  expect((await send(t, 'addEmployees', [{ code: '00900' }])).errors).toEqual([]);
});

test('a contact may be sent its own e-mail again', async () => {
  expect((await send(tenant(), 'updateContacts', [{ dbId: CONTACT, email: 'Vidar.Haugland@example.no' }])).errors).toEqual([]);
});

test('two rows of one mutation cannot share what is unique either', async () => {
  const t = tenant();
  expect((await send(t, 'addEmployees', [{ code: '00900' }, { code: '00900' }])).errors).toHaveLength(1);
  expect(t.state.employees.find('code', '00900')).toEqual([]);
});

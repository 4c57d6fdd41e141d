// The invented people of both sandboxes: the same every time, unique, and valid where a sync checks.
import { idnr } from '@navikt/fnrvalidator';
import { accountCheckDigit, inventPeople } from '../../sandbox/people';

const people = inventPeople(20_000);

test('the same number and seed give the same people, and a longer list begins with the shorter one', () => {
  expect(inventPeople(50)).toEqual(people.slice(0, 50));
  expect(inventPeople(50, 2)).not.toEqual(inventPeople(50));
});

test.each(['email', 'phone', 'employmentId', 'bankAccount', 'nationalId'] as const)('nobody shares an %s', (key) => {
  expect(new Set(people.map((person) => person[key].toLowerCase())).size).toBe(people.length);
});

test('account numbers and national IDs pass their checks, and the latter are synthetic', () => {
  const failing = people.filter(({ bankAccount, nationalId, birthDate, gender }) => {
    const [year, month, day] = birthDate.split('-');
    const agrees = nationalId.startsWith(`${day}${Number(month) + 80}${year?.slice(2)}`) && Number(nationalId[8]) % 2 === (gender === 'male' ? 1 : 0);
    return !agrees || idnr(nationalId).status !== 'valid' || accountCheckDigit(bankAccount.slice(0, 10)) !== Number(bankAccount[10]);
  });
  expect(failing).toEqual([]);
});

test('mails, phones and employment IDs have the shapes the sandboxes promise', () => {
  const failing = people.filter(({ email, phone, employmentId }) => !/^[a-z0-9.-]+@example\.no$/.test(email) || !/^\+4799\d{6}$/.test(phone) || !/^\d{5}$/.test(employmentId));
  expect(failing).toEqual([]);
});

test('names carry the letters that break careless code', () => {
  const names = people.slice(0, 200).map(({ givenName, familyName }) => givenName + familyName).join('');
  for (const letter of 'æøåÅØčšž') expect(names).toContain(letter);
});

// Bad e-mail addresses, phone numbers and postal addresses.
import type { BadValue } from '.';

const EMAIL = 'This person is not synced until it is corrected. Correct it in Huma (Email address).';
const PHONE = 'Correct it in Huma (Phone number).';
const ADDRESS = 'The value in Xledger is left as it is. Correct it in Huma (Address).';

const notOneAddress = [
  'kari', 'kari@', '@example.no', 'kari@example', 'kari@@example.no', 'kari@example..no', 'kari@.no', 'kari@example.no.', 'kari testesen@example.no',
  'kari@exam ple.no', 'kari@example.no, ola@example.no', 'kari@example.no;ola@example.no', 'Kari Testesen <kari@example.no>', 'mailto:kari@example.no',
  '"kari"@example.no', 'kari@[10.0.0.1]', 'kari\\@example.no', 'kari(hr)@example.no', 'kari.example.no', '-', 'ukjent', 'kari@example,no',
];

export const badEmails: BadValue[] = [
  ...notOneAddress.map((value) => ({ value, says: `E-mail "${value}" is not one complete e-mail address such as kari@example.no. ${EMAIL}` })),
  { value: '01819010028', says: `E-mail "•••••••" is not one complete e-mail address such as kari@example.no. ${EMAIL}` },
  ...[42, true, [], {}].map((value) => ({ value, says: `E-mail is not text. ${EMAIL}` })),
  { value: `${'k'.repeat(250)}@example.no`, says: `E-mail is 261 characters long, and at most 255 fit. ${EMAIL}` },
  ...['kari\u0000@example.no', 'kari@example.no\nola@example.no', 'kari\ud83d@example.no'].map((value) => ({
    value, says: `E-mail holds a control character, or half an emoji, that cannot be stored. ${EMAIL}`,
  })),
];

const notAPhone = [
  'ring Kari', 'N/A', '-', '+', '()', '+47', '+47 123', '+999 12345678', '99 00 00 00 eller 98 00 00 00', '99000000/98000000/97000000', 'tlf. 99000000', 'kari@example.no',
  '++47 99 00 00 00', '99-oo-00-00', '+47 99 O0 00 00', '12', 'mobil', '99.00.00.00 (jobb)', '#31#99000000', '+47 99 00 00 00 x',
];

/** R38: what does not parse is compared as text and reported, so it counts all the same. */
export const badPhones: BadValue[] = [
  ...notAPhone.map((value) => ({
    value, kept: true,
    says: `Phone Number "${value.replace(/\d{8}\/\d{8}\/\d{8}/, '•••••••')}" cannot be read as a phone number such as +47 99 00 00 00. It is compared and written as it stands. ${PHONE}`,
  })),
  { value: '01819010028 er fnr', kept: true, says: `Phone Number "••••••• er fnr" cannot be read as a phone number such as +47 99 00 00 00. It is compared and written as it stands. ${PHONE}` },
  ...[99000000, true, [], {}].map((value) => ({ value, says: `Phone Number is not text. The value in Xledger is left as it is. ${PHONE}` })),
  { value: '9'.repeat(256), says: `Phone Number is 256 characters long, and at most 255 fit. The value in Xledger is left as it is. ${PHONE}` },
  ...['99\u000000', '99 00\n00 00'].map((value) => ({
    value, says: `Phone Number holds a control character, or half an emoji, that cannot be stored. The value in Xledger is left as it is. ${PHONE}`,
  })),
];

const street = { line1: 'Prøvegata 1', postalCode: '0150', city: 'Oslo' };

export const badAddresses: BadValue[] = [
  ...[{ country: 'NO' }, { line1: '', postalCode: ' ', city: '', country: 'NO' }].map((value) => ({ value, says: `Address names a country and nothing else. ${ADDRESS}` })),
  ...['Norge', 'Norway', 'NOR', 'ZZ', 'N', '47', '🇳🇴', '-', 'UK', 'N O'].map((country) => ({
    value: { ...street, country }, says: `Address has a country, "${country}", that is not a two-letter country code such as NO. ${ADDRESS}`,
  })),
  ...[{ line1: 'a'.repeat(256) }, { line1: 'a'.repeat(200), line2: 'b'.repeat(60) }, { ...street, city: 'a'.repeat(256) }, { ...street, postalCode: '1'.repeat(300) }].map((value) => ({
    value, says: `Address has a part of more than 255 characters. ${ADDRESS}`,
  })),
  ...[{ line1: 'A\u0000' }, { ...street, city: 'Os\ud800lo' }, { ...street, postalCode: '01\u000750' }].map((value) => ({
    value, says: `Address holds a control character, or half an emoji, that cannot be stored. ${ADDRESS}`,
  })),
  ...['Prøvegata 1, 0150 Oslo', 42, true, [], ['Prøvegata 1'], { line1: 42 }, { ...street, postalCode: 150 }, { ...street, country: 578 }, { ...street, city: ['Oslo'] }].map((value) => ({
    value, says: `Address is not an address in parts: street, postal code, city and country. ${ADDRESS}`,
  })),
];

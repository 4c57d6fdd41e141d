// Bad names, job titles, employment IDs and genders.
import type { BadValue } from '.';

/** Text of several lines. */
export function badTexts(label: string, rest: string, notText = 'is not text'): BadValue[] {
  const unstorable = 'holds a control character, or half an emoji, that cannot be stored';
  return [
    ...[42, 0, -1, 1.5, true, false, [], ['Kari'], {}, { value: 'Kari' }].map((value) => ({ value, says: `${label} ${notText}. ${rest}` })),
    ...['Ka\u0000ri', 'Kari\u0007', 'Ka\u000bri', 'Ka\u000cri', 'Ka\u001bri', 'Ka\u007fri', 'Ka\u0080ri', 'Ka\u009fri', 'Ka\ud83dri', 'Ka\udc69ri']
      .map((value) => ({ value, says: `${label} ${unstorable}. ${rest}` })),
    { value: 'a'.repeat(256), says: `${label} is 256 characters long, and at most 255 fit. ${rest}` },
    { value: `  ${'a'.repeat(300)}  `, says: `${label} is 300 characters long, and at most 255 fit. ${rest}` },
    { value: '👩'.repeat(128), says: `${label} is 256 characters long, and at most 255 fit. ${rest}` },
    { value: 'Å'.repeat(1000), says: `${label} is 1000 characters long, and at most 255 fit. ${rest}` },
  ];
}

/** Text of one line. */
export function badLines(label: string, notText: string, rest: string): BadValue[] {
  const broken = ['10\n42', '10\r\n42', '10\t42', '10\u008542', '10\u202842', '10\u202942'];
  return [
    ...badTexts(label, rest, notText),
    ...broken.map((value) => ({ value, says: `${label} holds a control character, or half an emoji, that cannot be stored. ${rest}` })),
  ];
}

/** A baseline that stays the text it is kept as until somebody looks into it: of most links only `whole` is read, and a thousand bytes for each of them are not copied. */
import { FIELD_KEYS } from '../../person';
import type { Baseline } from '../types';
import { WHOLE } from './baseline';

/** The baseline in a text; undefined where the text is not as this package writes one. A test holds it against `JSON.parse`. */
export function baselineFromText(text: string): Baseline | undefined {
  const found = FORM.exec(text);
  return found ? new Proxy<Baseline>({}, new Reading(text, found[1])) : undefined;
}

/** Prints are letters of base64url, "." and "!"; `whole`, where it is known, comes first. */
const FORM = new RegExp(`^\\{(?:"${WHOLE}":"([\\w.-]+)"(?:,(?=")|(?=\\})))?(?:"(?:${FIELD_KEYS.join('|')})":"[\\w.!-]*"(?:,(?=")|(?=\\})))*\\}$`);

/** Every look but one at `whole` makes the baseline what its text says; from then on it is an object like others. */
class Reading implements ProxyHandler<Baseline> {
  constructor(private text: string | undefined, private readonly whole: string | undefined) {}

  get(target: Baseline, key: keyof Baseline): string | undefined {
    return key === WHOLE && this.text !== undefined ? this.whole : this.read(target)[key];
  }

  has(target: Baseline, key: string): boolean {
    return Reflect.has(this.read(target), key);
  }

  ownKeys(target: Baseline): (string | symbol)[] {
    return Reflect.ownKeys(this.read(target));
  }

  getOwnPropertyDescriptor(target: Baseline, key: string): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.read(target), key);
  }

  private read(target: Baseline): Baseline {
    if (this.text !== undefined) Object.assign(target, JSON.parse(this.text));
    this.text = undefined;
    return target;
  }
}

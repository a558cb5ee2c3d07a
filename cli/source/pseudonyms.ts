import { inventedMobile } from './invented-mobile.ts';
import { email } from '../../functions/shared/identity/email.ts';
import { isWechatId } from '../../functions/shared/identity/id-forms.ts';
import { mobile } from '../../functions/shared/identity/mobile.ts';
import type { Leaf } from './leaves.ts';

const TIME = /^(\d{4}-\d\d-\d\d)((?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)$/;
const DAY_WITHOUT_HYPHENS = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
const MAINLAND = /(?<!\d)1[3-9]\d{9}(?!\d)/g;
const WECHAT_ID = /^(o|w[mo])(.*)$/;
const PREFIXED = /^(.*[^\p{L}\p{N}])([\p{L}\p{N}]{4,})$/u;
const HAN = /\p{Script=Han}/u;
const HAN_PSEUDONYMS = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'] as const;
/** One digit counts something; it names nobody. */
const SMALL = 10;
/** Shorter texts stand inside others by chance. */
const TELLING = 4;
const MOST_ATTEMPTS = 1000;
const SHORTEST_NUMBER = 7;

/** Gives each value another one of the same form, and the same value always the same one. */
export class Pseudonyms {
  readonly #given = new Map<string, string>();
  readonly #region: string | undefined;
  readonly #original: string;
  readonly #phones: readonly string[];

  /**
   * @param original the text that the values come from: nothing that stands in it is given for something else in it
   * @param phones what the event reads of them, by the country that stands beside each
   */
  constructor(original: string, region: string | undefined, phones: readonly string[] = []) {
    this.#original = original;
    this.#phones = phones;
    this.#region = region;
  }

  /** An invented contact where one stands, as it was written; undefined where none does. */
  contact(leaf: Leaf): string | undefined {
    const text = String(leaf);
    const address = email(text);
    if (address.ok) return this.#of('email', address.value, (count) => `person-${count}@golden.test`);
    const number = this.#numberIn(text);
    if (number === undefined) return undefined;
    const pseudonym = this.#of('mobile', number, (count) => inventedMobile(number, count));
    return inTheSameWriting(text, number, pseudonym);
  }

  #numberIn(text: string): string | undefined {
    const read = this.#phones.find((phone) => isSameNumber(text, phone));
    if (read !== undefined) return read;
    const number = mobile(text, { region: this.#region, foreignMobile: 'plus' });
    return number.ok ? number.value : undefined;
  }

  /** A name of as many letters; the whole of a name is put together of its parts. */
  name(text: string): string {
    return this.#of('name', text, (count) =>
      HAN.test(text)
        ? Array.from(text, (_letter, index) => HAN_PSEUDONYMS[(count + index) % HAN_PSEUDONYMS.length]).join('')
        : filled(text, count),
    );
  }

  /** Of an id with a prefix only what is behind it: `cus_…` stays one, and so does an openid. */
  tail(text: string): string {
    const [, prefix = '', rest = text] = (isWechatId(text) ? WECHAT_ID : PREFIXED).exec(text) ?? [];
    return this.#of('tail', text, (count) => `${prefix}${filled(rest, count)}`);
  }

  /** Letters for letters and digits for digits; punctuation stays. Of a time only the day changes. */
  filling(leaf: Leaf): Leaf {
    if (typeof leaf === 'number') {
      const written = String(leaf);
      return Math.abs(leaf) < SMALL || !/^-?\d+(?:\.\d+)?$/.test(written) ? leaf : Number(this.filling(written));
    }
    const [, day, rest = ''] = TIME.exec(leaf) ?? [];
    if (day !== undefined) return `${this.#of('day', day, (count) => inventedDay(count, '-'))}${rest}`;
    if (DAY_WITHOUT_HYPHENS.test(leaf)) return this.#of('day', leaf, (count) => inventedDay(count, ''));
    return this.#of('text', leaf, (count) => filled(leaf, count));
  }

  /** What says the same in another way than `filling`: an extension behind a number, a domain that matters. */
  others(leaf: Leaf): readonly Leaf[] {
    if (typeof leaf === 'number') return [];
    const withOtherNumbers = leaf.replaceAll(MAINLAND, (number) => this.contact(number) ?? number);
    const at = leaf.lastIndexOf('@');
    const ofSameDomain = at < 0 ? leaf : `${this.filling(leaf.slice(0, at))}${leaf.slice(at)}`;
    return [withOtherNumbers, ofSameDomain].filter((other) => other !== leaf);
  }

  #of(kind: string, text: string, make: (count: number) => string): string {
    const key = `${kind} ${text}`;
    const known = this.#given.get(key);
    if (known !== undefined) return known;
    let count = this.#given.size + 1;
    let pseudonym = make(count);
    for (let attempts = 1; attempts < MOST_ATTEMPTS && this.#isTaken(pseudonym, text); attempts++) {
      count += 1;
      pseudonym = make(count);
    }
    this.#given.set(key, pseudonym);
    return pseudonym;
  }

  #isTaken(pseudonym: string, text: string): boolean {
    return pseudonym === text || (pseudonym.length >= TELLING && this.#original.includes(pseudonym));
  }
}

/** Are these the digits of the number, with its country code or without? */
function isSameNumber(text: string, phone: string): boolean {
  const written = /[^\d\s+().\-/]/.test(text) ? '' : text.replace(/\D/g, '').replace(/^0+/, '');
  return written.length >= SHORTEST_NUMBER && phone.endsWith(written);
}

/** The number in its place, with whatever stood around and between its digits. */
function inTheSameWriting(text: string, number: string, pseudonym: string): string {
  const digits = pseudonym.replace(/\D/g, '');
  const own = number.replace(/\D/g, '');
  // Of another length it cannot stand in the same places.
  if (digits.length !== own.length) return pseudonym;
  const written = text.replace(/\D/g, '');
  // What stands before the number itself is a country code, or the zeros before one or in place of one.
  let before = written.length - commonEnding(written, own);
  let at = digits.length - (written.length - before);
  return text.replaceAll(/\d/g, (digit) => {
    before -= 1;
    return before >= 0 ? digit : (digits[at++] ?? digit);
  });
}

function commonEnding(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

/** A day on which somebody may have been born, and something may have happened. */
function inventedDay(count: number, hyphen: string): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return [1970 + (Math.floor(count / 336) % 30), two(1 + (Math.floor(count / 28) % 12)), two(1 + (count % 28))].join(
    hyphen,
  );
}

/** Letters and digits give way to others that count: so hardly two texts become one. */
function filled(text: string, count: number): string {
  let left = count;
  const piece = (base: number): number => {
    const own = left % base;
    left = Math.floor(left / base);
    return own;
  };
  const first = Array.from(text).findIndex((letter) => /\p{L}|\p{N}/u.test(letter));
  return Array.from(text)
    .map((letter, index) => ({ letter, isFirst: index === first }))
    .toReversed()
    .map(({ letter, isFirst }) => {
      // A number does not begin with a zero.
      if (/\d/.test(letter)) return String(isFirst ? 1 + piece(9) : piece(10));
      if (HAN.test(letter)) return HAN_PSEUDONYMS[piece(HAN_PSEUDONYMS.length)] ?? letter;
      if (!/\p{L}/u.test(letter)) return letter;
      const isCapital = letter !== letter.toLowerCase();
      return String.fromCharCode((isCapital ? 65 : 97) + piece(26));
    })
    .toReversed()
    .join('');
}

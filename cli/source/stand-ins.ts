import { email, mobile } from '../../functions/shared/identity/contacts.ts';

const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const HAN = /\p{Script=Han}/u;
const HAN_STAND_INS = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'] as const;
/** Small numbers count things; they name nobody. */
const SMALL = 1000;

/** Gives each value another one of the same form, and the same value always the same one. */
export class StandIns {
  private readonly given = new Map<string, string>();
  private readonly region: string | undefined;

  constructor(region: string | undefined) {
    this.region = region;
  }

  /** An invented contact where one stands, as it was written; undefined where none does. */
  contact(leaf: string | number): string | undefined {
    const text = String(leaf);
    const address = email(text);
    if (address.ok) return this.of(`email ${address.value}`, (count) => `person-${count}@golden.test`);
    const number = mobile(text, this.region, 'plus');
    if (!number.ok) return undefined;
    const standIn = this.of(`mobile ${number.value}`, (count) =>
      number.value.startsWith('+') ? withLastDigits(number.value, count) : `159310${String(count).padStart(5, '0')}`,
    );
    return inTheSameWriting(text, number.value, standIn);
  }

  /** A name of as many letters; the whole of a name is put together of its parts. */
  name(text: string): string {
    return this.of(`name ${text}`, (count) =>
      HAN.test(text)
        ? Array.from(text, (_letter, index) => HAN_STAND_INS[(count + index) % HAN_STAND_INS.length]).join('')
        : filled(text, count),
    );
  }

  /** Of an id with a prefix only what is behind it: `cus_…` stays one. */
  tail(text: string): string {
    const [, prefix = '', rest = text] = /^(.*[^\p{L}\p{N}])([\p{L}\p{N}]{4,})$/u.exec(text) ?? [];
    return this.of(`tail ${text}`, (count) => `${prefix}${filled(rest, count)}`);
  }

  /** Letters for letters and digits for digits; punctuation and times stay. */
  filling(leaf: string | number): string | number {
    if (typeof leaf === 'number') {
      if (!Number.isSafeInteger(leaf) || Math.abs(leaf) < SMALL) return leaf;
      return Number(this.filling(String(leaf)));
    }
    if (TIME.test(leaf)) return leaf;
    return this.of(`text ${leaf}`, (count) => filled(leaf, count));
  }

  private of(key: string, make: (count: number) => string): string {
    const known = this.given.get(key);
    if (known !== undefined) return known;
    const standIn = make(this.given.size + 1);
    this.given.set(key, standIn);
    return standIn;
  }
}

/** The number in its place, with whatever stood around and between its digits. */
function inTheSameWriting(text: string, number: string, standIn: string): string {
  const digits = standIn.replace(/\D/g, '');
  const written = (text.match(/\d/g) ?? []).length;
  const own = number.replace(/\D/g, '').length;
  let left = written;
  return text.replaceAll(/\d/g, (digit) => {
    left -= 1;
    // What stands before the number itself is a country code or the zeros before it.
    return left >= own ? digit : (digits[digits.length - 1 - left] ?? digit);
  });
}

/** A foreign number stays one of its country: its last digits say whose it is. */
function withLastDigits(number: string, count: number): string {
  return number.slice(0, -3) + String(count % 1000).padStart(3, '0');
}

/** Letters and digits give way to others that count, but for the first: so no two texts become one. */
function filled(text: string, count: number): string {
  const letters = Array.from(text);
  const first = letters.findIndex((letter) => /\p{L}|\p{N}/u.test(letter));
  let left = count;
  const piece = (base: number): number => {
    const own = left % base;
    left = Math.floor(left / base);
    return own;
  };
  return letters
    .map((letter, index) => ({ letter, isFirst: index === first }))
    .toReversed()
    .map(({ letter, isFirst }) => {
      if (/\d/.test(letter)) return String(isFirst ? 7 : piece(10));
      if (HAN.test(letter)) return HAN_STAND_INS[isFirst ? 0 : piece(HAN_STAND_INS.length)] ?? letter;
      if (!/\p{L}/u.test(letter)) return letter;
      const isCapital = letter !== letter.toLowerCase();
      return String.fromCharCode((isCapital ? 65 : 97) + (isFirst ? 23 : piece(26)));
    })
    .toReversed()
    .join('');
}

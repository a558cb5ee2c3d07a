import type { Normalized } from '../../functions/shared/identity/normalized.ts';
import { email } from '../../functions/shared/identity/email.ts';
import { mobile } from '../../functions/shared/identity/mobile.ts';
import type { Leaf } from './leaves.ts';
import type { EventStatement } from './statement.ts';

/** Long enough to tell somebody by: `1` stands in every other text. */
const TELLING = 4;
/** Family and given name are written without a gap. */
const HAN = /^\p{Script=Han}+$/u;
/** One letter is a word of a name by chance. */
const MANY_LETTERS = /\p{L}.*\p{L}/u;
const MOBILE_INSIDE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;
const EMAIL_INSIDE = /[^\s@"'<>]+@[^\s@"'<>]+\.[a-z]{2,}/gi;

const SOMEBODYS: ReadonlySet<string> = new Set(['relay', 'fixed-line', 'ambiguous']);

/** What an event says of its person, as it stands in the body. */
export interface Personal {
  /** Its phones, in their normal form. */
  readonly phones: readonly string[];
  /** The id or contact that a text is, or holds. */
  idIn(text: string): string | undefined;
  /** The text is their name, or the first or last part of it. */
  isName(text: string): boolean;
  /** The text says whose event it is: an id, a name, where or when they were born, or anybody's contact. */
  tells(leaf: Leaf): boolean;
  /** Something of the person is left in a text that has become another. */
  remainsIn(text: string): boolean;
}

/** @param region of the connection */
export function personalIn(all: readonly EventStatement[], region: string | undefined): Personal {
  const changes = all.flatMap(({ outcome }) => (outcome.outcome === 'ignored' ? [] : outcome.changes));
  const profiles = changes.flatMap((change) => (change.kind === 'upsert' ? [change.profile] : []));
  const released = changes.flatMap((change) => (change.kind === 'upsert' ? (change.released ?? []) : []));
  const identities = [...changes.flatMap((change) => change.identities), ...released];
  const ids = textsOf([
    ...identities.map(({ value }) => value),
    ...profiles.flatMap(({ openId, unionId }) => [openId, unionId]),
  ]);
  const names = textsOf(profiles.flatMap(({ name, nickName }) => [name, nickName]));
  const rest = textsOf(
    profiles.flatMap(({ birthday, province, city, district }) => [birthday, province, city, district]),
  );

  const idIn = (text: string) => (ids.has(text) ? text : [...ids].find((id) => isInside(id, text)));
  const words = new Set(
    [...names].flatMap((name) => name.split(/[\s\-·.]+/)).filter((word) => MANY_LETTERS.test(word)),
  );
  const isName = (text: string) => {
    const part = text.trim();
    if (names.has(part) || words.has(part)) return true;
    return HAN.test(part) && [...names].some((name) => name.startsWith(part) || name.endsWith(part));
  };
  const isContact = (text: string) =>
    isSomebodys(mobile(text, { region, foreignMobile: 'plus' })) || isSomebodys(email(text));
  const holdsContact = (text: string) =>
    (text.match(MOBILE_INSIDE) ?? []).some((number) => isSomebodys(mobile(number))) ||
    (text.match(EMAIL_INSIDE) ?? []).some((address) => isSomebodys(email(address)));
  const remainsIn = (text: string) => [...ids, ...names, ...rest].some((one) => one === text || isInside(one, text));
  return {
    phones: identities.flatMap(({ kind, value }) => (kind === 'mobile' ? [value] : [])),
    idIn,
    isName,
    remainsIn,
    tells: (leaf) => {
      const text = String(leaf);
      return isName(text) || remainsIn(text) || isContact(text) || holdsContact(text);
    },
  };
}

/** A marketplace's relay, a household's phone and a number of two countries lead to somebody too; a stand-in does not. */
function isSomebodys(contact: Normalized): boolean {
  return contact.ok || SOMEBODYS.has(contact.reason);
}

function isInside(part: string, text: string): boolean {
  return part.length >= TELLING && text.includes(part);
}

function textsOf(values: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(values.flatMap((value) => (value === undefined || value === '' ? [] : [value])));
}

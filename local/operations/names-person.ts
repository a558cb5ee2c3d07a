import { isUtf8 } from 'node:buffer';
import type { Identity } from '../../functions/shared/identity/identity.ts';

type Value = Pick<Identity, 'kind' | 'value'>;

/** Shorter ones are other numbers too. */
const TELLING_LENGTH = 8;
/** A form in JSON in a form: deeper than that nobody packs. */
const MAX_LAYERS = 4;
const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const JSON_ESCAPE = /\\(?:u([0-9a-f]{4})|(["\\/bfnrt]))/gi;

/**
 * Does the text that nobody could read hold one of the values, whole and not as a part of a longer one? Percent-encoding, escapes of
 * JSON and Base64 are opened, a phone is found with its country and its separators. Values of fewer than 8 characters are not looked for.
 */
export function openNamesPerson(values: readonly Value[]): (text: string) => boolean {
  const patterns = values.filter(({ value }) => value.length >= TELLING_LENGTH).map(patternOf);
  const names = (text: string, layers: number): boolean => {
    if (patterns.some((pattern) => pattern.test(text))) return true;
    if (layers === 0) return false;
    return unpacked(text).some((inner) => names(inner, layers - 1));
  };
  return (text) => patterns.length > 0 && names(text, MAX_LAYERS);
}

function patternOf({ kind, value }: Value): RegExp {
  if (kind === 'mobile') {
    const digits = value.replaceAll(/\D/g, '').replaceAll(/(?<=.)(?=.)/g, '[ -]?');
    return new RegExp(`(?<![0-9A-Za-z])(?:(?:\\+|00)?86[ -]?|\\+|00)?${digits}(?![0-9A-Za-z])`);
  }
  if (kind === 'email') return new RegExp(`(?<![\\w.+-])${RegExp.escape(value)}(?![\\w-]|\\.\\w)`, 'i');
  return new RegExp(`(?<![\\w-])${RegExp.escape(value)}(?![\\w-])`);
}

function unpacked(text: string): readonly string[] {
  const plain = [percentDecoded(text), unescaped(text)].filter((one) => one !== text);
  return [...plain, ...(text.match(BASE64)?.flatMap(decoded) ?? [])];
}

function percentDecoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString());
}

const CONTROLS = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function unescaped(text: string): string {
  return text.replaceAll(JSON_ESCAPE, (_all, unit: string | undefined, one: string = '') =>
    unit === undefined ? (CONTROLS.get(one) ?? one) : String.fromCharCode(Number.parseInt(unit, 16)),
  );
}

function decoded(base64: string): readonly string[] {
  const bytes = Buffer.from(base64, 'base64');
  return isUtf8(bytes) ? [bytes.toString()] : [];
}

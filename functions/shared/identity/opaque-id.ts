import { isDelimitedCiphertext } from './ciphertext.ts';
import { type DiscardRule, type Normalized, reasonBy, unusable } from './normalized.ts';
import { isAccountId, isContactText, isWechatId } from './id-forms.ts';
import { isPlaceholder } from './placeholders.ts';
import type { DiscardReason } from './discarded-value.ts';
import { isFillerText, isTemplateText } from './template-text.ts';

const LONGEST = 128;
const MASK = /[*＊∗✱✳•●]/;
const CONTROL = /[\s\p{Cc}\p{Cf}\p{Cs}]/u;
const PREFIX = /^(?:wm|wo|o\*?|cus_)/;
/** Shorter ones repeat themselves by chance. */
const LONG = 8;
const LONGEST_WORD = 20;
/** Where ids have no form: letters alone. Numbers may be an id of somebody early. */
const FILLER_WORD = /^\p{L}{3,20}$/u;

/** What makes a text no id, before it is known what the ids of its kind look like. */
const noText: readonly DiscardRule[] = [
  [(text) => text.trim() === '', 'empty'],
  [isPlaceholder, 'placeholder'],
  [isTemplateText, 'placeholder'],
  [isDelimitedCiphertext, 'encrypted'],
];

/**
 * An id that a platform or the brand gave, exactly as it was given: nothing around or inside it falls away, and its letter
 * case stays. `form` is what every id of the kind looks like.
 */
export function opaqueId(value: unknown, form?: RegExp): Normalized {
  if (value === null || value === undefined || value === '') return unusable('empty');
  if (typeof value !== 'string') return unusable(value === 0 || Number.isNaN(value) ? 'placeholder' : 'wrong-type');
  const reason = reasonBy(noText, value);
  if (reason !== undefined) return unusable(reason);
  // Where a star belongs to every id of the kind, as to JD's `o*…`, it hides nothing.
  if (MASK.test(value) && !form?.test(value)) return unusable('masked');
  if (CONTROL.test(value)) return unusable('malformed');
  const unfit = form ? unfitBecause(value, form) : fillerBecause(value);
  if (unfit !== undefined) return unusable(unfit);
  return value.length > LONGEST ? unusable('too-long') : { ok: true, value };
}

function fillerBecause(value: string): DiscardReason | undefined {
  return FILLER_WORD.test(value) && isFillerText(value) ? 'placeholder' : undefined;
}

function unfitBecause(value: string, form: RegExp): DiscardReason | undefined {
  if (form.test(value)) {
    // A number may be anything; of letters nobody has an id that says nothing.
    const isNumber = /^\d+$/.test(value);
    if (!isNumber && value.length >= LONG && isFillerText(value.replace(PREFIX, ''))) return 'placeholder';
    return undefined;
  }
  if ((value.length <= LONGEST_WORD && isFillerText(value)) || isAccountId(value)) return 'placeholder';
  return isContactText(value) || isWechatId(value) ? 'wrong-type' : 'malformed';
}

/** An id whose letter case means nothing, by configuration. */
export function lowerCaseId(value: unknown): Normalized {
  const id = opaqueId(value);
  return id.ok ? opaqueId(id.value.toLowerCase()) : id;
}

const SEPARATORS = /[\s\p{Cf}\-\u2010-\u2015\u2212]/gu;

/** A number on a card or a receipt, which people write in groups; a leading zero is a digit of it. */
export function digitsId(value: unknown): Normalized {
  const id = opaqueId(typeof value === 'string' ? value.normalize('NFKC').replace(SEPARATORS, '') : value);
  return id.ok && !/^\d+$/.test(id.value) ? unusable('malformed') : id;
}

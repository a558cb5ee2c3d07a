import { isDelimitedCiphertext } from './ciphertext.ts';
import { type Contact, refuse } from './contact.ts';
import { isPlaceholder } from './placeholders.ts';

const LONGEST = 128;
const CONTROL = /[\s\p{Cc}\p{Cf}\p{Cs}]/u;
const LOOKS_LIKE_CONTACT = /^(?:(?:\+?86|0086)?1[3-9]\d{9}|[^@\s]+@[^@\s]+\.[^@\s]+)$/;

/**
 * An id that a platform or the brand gave, exactly as it was given: nothing around or inside it falls away, and its letter
 * case stays. `form` is what every id of the kind looks like.
 */
export function opaqueId(value: unknown, form?: RegExp): Contact {
  if (value === null || value === undefined || value === '') return refuse('empty');
  if (typeof value !== 'string') return refuse(value === 0 || Number.isNaN(value) ? 'placeholder' : 'wrong-type');
  if (value.trim() === '') return refuse('empty');
  if (isPlaceholder(value)) return refuse('placeholder');
  if (isDelimitedCiphertext(value)) return refuse('encrypted');
  // Where a star belongs to every id of the kind, as to JD's `o*…`, it hides nothing.
  if (/[*＊∗✱✳•●]/.test(value) && !form?.test(value)) return refuse('masked');
  if (CONTROL.test(value)) return refuse('malformed');
  if (form && !form.test(value)) return refuse(LOOKS_LIKE_CONTACT.test(value) ? 'wrong-type' : 'malformed');
  return value.length > LONGEST ? refuse('too-long') : { ok: true, value };
}

/** An id whose letter case means nothing, by configuration. */
export function lowerCaseId(value: unknown): Contact {
  const id = opaqueId(value);
  return id.ok ? opaqueId(id.value.toLowerCase()) : id;
}

const SEPARATORS = /[\s\p{Cf}\-\u2010-\u2015\u2212]/gu;

/** A number on a card or a receipt, which people write in groups; a leading zero is a digit of it. */
export function digitsId(value: unknown): Contact {
  const id = opaqueId(typeof value === 'string' ? value.normalize('NFKC').replace(SEPARATORS, '') : value);
  return id.ok && !/^\d+$/.test(id.value) ? refuse('malformed') : id;
}

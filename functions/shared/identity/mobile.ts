import { isCiphertext } from './ciphertext.ts';
import { type Contact, refuse } from './contact.ts';
import { foreignMobile, judgeForeign } from './foreign-mobile.ts';
import { isFillerMobile } from './mobile-fillers.ts';
import { isPlaceholder } from './placeholders.ts';

const MAINLAND = /^(?:\+?86|0086)?(1[3-9]\d{9})$/;
const TOO_LONG_MAINLAND = /^(?:\+?86|0086)?1[3-9]\d{10,}$/;
/** Blanks, format characters (zero-width, direction marks), hyphens, parentheses: people and systems put them anywhere. */
const SEPARATORS = /[\s\p{Cf}\-\u2010-\u2015\u2212()]/gu;
/** Those of them that some put before an extension, and the full stop of foreign numbers. */
const PIECE_ENDS = /[-\u2010-\u2015\u2212(.]/g;
const EXTENSION_MARK = /转|轉|分机|分機|ext|[#,;、，]|\d{7}x\d{1,6}$/i;
const MASK = /[*∗✱✳•●○◦◯∙·⋆★☆■□█▇×]|\d\.{2,}\d|\d[?_]{2,}|^[+\d]*x+[\dx]*$/i;
const LONGEST_TEXT = 512;

/**
 * A mobile number as an identity: a mainland one as its 11 digits, a foreign one in E.164 with its plus, which is
 * `toPair`'s to drop. The whole value must be the number; nothing is ever cut off, because a number with an extension is a
 * platform's virtual one that later belongs to somebody else.
 * @param region ISO 3166 code of the country whose national numbers the value may be.
 * @param form as a foreign number is sent to the CDP: as `digits`, some look like a mainland number and are refused.
 */
export function mobile(value: unknown, region?: string, form: 'digits' | 'plus' = 'digits'): Contact {
  const raw = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  if (typeof raw !== 'string') return refuse(raw === null || raw === undefined ? 'empty' : 'wrong-type');
  if (raw.length > LONGEST_TEXT) return refuse('too-long');
  const written = raw.normalize('NFKC');
  const text = written.replace(SEPARATORS, '');
  if (text === '') return refuse('empty');

  const mainland = MAINLAND.exec(text)?.[1];
  if (mainland !== undefined) {
    if (isFillerMobile(mainland)) return refuse('placeholder');
    // 152 3555 7102 is a number of Germany too, where nobody writes the zero before it. A plus leaves no doubt.
    const isForeignToo = region !== undefined && !text.startsWith('+') && foreignMobile(text, region) !== undefined;
    return isForeignToo ? refuse('ambiguous') : { ok: true, value: mainland };
  }
  if (isPlaceholder(written) || /^\+?0+$/.test(text)) return refuse('placeholder');
  if (isCiphertext(text)) return refuse('encrypted');
  if (/^[^@]+@[^@]+\.[^@]+$/.test(text)) return refuse('wrong-type');
  if (EXTENSION_MARK.test(text) || TOO_LONG_MAINLAND.test(text)) return refuse('virtual');
  if (MASK.test(text)) return refuse('masked');
  return judgeForeign(text.replaceAll('.', ''), piecesOf(written), { region, form }) ?? refuse('malformed');
}

function piecesOf(written: string): readonly string[] {
  return [...written.matchAll(PIECE_ENDS)].map(({ index }) =>
    written.slice(0, index).replace(SEPARATORS, '').replaceAll('.', ''),
  );
}

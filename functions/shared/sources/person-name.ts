import type { Json } from '../json/lossless.ts';
import { plainText } from './profile-fields.ts';

const HAN = /\p{Script=Han}/u;

/**
 * One name of two fields: in Han characters the family name first and no blank (`李` + `雷`), otherwise
 * `first last`. Undefined where both are empty or masked.
 */
export function personName(first: Json | undefined, last: Json | undefined): string | undefined {
  const given = plainText(first);
  const family = plainText(last);
  if (given === undefined || family === undefined) return given ?? family;
  return HAN.test(given) && HAN.test(family) ? family + given : `${given} ${family}`;
}

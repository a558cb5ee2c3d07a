import type { Json } from '../../json/lossless.ts';

const HAN = /\p{Script=Han}/u;

/**
 * One name from Shopify's two fields: in Han characters the family name first and no blank (`李` + `雷`), otherwise
 * `first last`. Undefined where both are empty.
 */
export function personName(first: Json | undefined, last: Json | undefined): string | undefined {
  const given = textOf(first);
  const family = textOf(last);
  if (given === '' || family === '') return given || family || undefined;
  return HAN.test(given) && HAN.test(family) ? family + given : `${given} ${family}`;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

import type { Json } from '../../json/lossless.ts';

/** SHOPLINE writes phones as 00, country and number: `008613900000000`. */
export function phoneOf(value: Json | undefined): Json | undefined {
  return typeof value === 'string' ? value.replace(/^00(?=[1-9])/, '+') : value;
}

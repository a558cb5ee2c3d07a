import { type Json, scalar } from '../../json/lossless.ts';
import { valueAt } from './path.ts';

/** A delivery whose signature is right, with its body read. */
export interface Delivery<Options> {
  readonly body: Json;
  readonly options: Options;
  /** A header that holds something. Mostly without proof: only what the scheme signs can be believed. */
  header(name: string): string | undefined;
}

/** Where a text of an event stands; an empty one counts as missing. */
export type TextFrom<Path extends string, Options> =
  | { readonly header: string }
  | { readonly path: Path }
  | ((delivery: Delivery<Options>) => string | undefined);

export function textOf<Options>(
  from: TextFrom<string, Options> | undefined,
  delivery: Delivery<Options>,
): string | undefined {
  if (from === undefined) return undefined;
  if (typeof from === 'function') return from(delivery) || undefined;
  if ('header' in from) return delivery.header(from.header);
  return scalar(valueAt(delivery.body, from.path)) || undefined;
}

import { type Json, scalar } from '../../../json/lossless.ts';
import { pathReader } from './path.ts';

/** A delivery whose signature is right, with its body read. */
export interface HmacDelivery<Options> {
  readonly body: Json;
  readonly options: Options;
  /** A header that holds something. Mostly without proof: only what the scheme signs can be believed. */
  readonly header: (name: string) => string | undefined;
}

/** Where a text of an event stands; an empty one counts as missing. The type is known where it is not what is asked for. */
export type TextFrom<Path extends string, Options> =
  | { readonly header: string }
  | { readonly path: Path }
  | ((delivery: HmacDelivery<Options>, type: string) => string | undefined);

export type TextReader<Options> = (delivery: HmacDelivery<Options>, type: string) => string | undefined;

export function textReader<Options>(from: TextFrom<string, Options> | undefined): TextReader<Options> {
  if (from === undefined) return () => undefined;
  if (typeof from === 'function') return (delivery, type) => from(delivery, type) || undefined;
  if ('header' in from) return (delivery) => delivery.header(from.header);
  const read = pathReader(from.path);
  return ({ body }) => scalar(read(body)) || undefined;
}

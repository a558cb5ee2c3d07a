import { type JsonObject, scalar } from '../../../json/lossless.ts';

/** `errcode` as a number; the store's pages show it as text. */
export function codeIn(answer: JsonObject): number | undefined {
  const text = scalar(answer['errcode']);
  return text !== undefined && /^-?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const NAMED_ADDRESS = /\bip:? ?((?:\d{1,3}\.){3}\d{1,3})\b/;

/** Our own address, where `errmsg` names it: `invalid ip 203.0.113.7 ipv6 …`, `from ip: 203.0.113.7`. */
export function addressIn(answer: JsonObject): string | undefined {
  return NAMED_ADDRESS.exec(scalar(answer['errmsg']) ?? '')?.[1];
}

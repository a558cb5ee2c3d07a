import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { messageDictionary, reportDictionary } from './dictionary.ts';

/** What is compressed is no larger than a message of the queue; bytes that say otherwise are not ours. */
const LONGEST_BYTES = 8 * 1024 * 1024;

const dictionaries = { message: messageDictionary, report: reportDictionary } as const;
export type Compressed = keyof typeof dictionaries;

/** Compresses a text (raw DEFLATE) by what all of its sort have in common: a third to a half of what it is without. */
export function compress(text: string, sort: Compressed): Uint8Array {
  return deflateRawSync(text, { dictionary: dictionaries[sort], level: 9 });
}

/** @param sort undefined: it was compressed without a dictionary @throws Error where it is not what `compress` has made */
export function expand(bytes: Uint8Array, sort: Compressed | undefined): string {
  const dictionary = sort && { dictionary: dictionaries[sort] };
  return inflateRawSync(bytes, { ...dictionary, maxOutputLength: LONGEST_BYTES }).toString();
}

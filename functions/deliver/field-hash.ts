import { textHash } from '../shared/identity/keyed-hash.ts';

const CHARACTERS = 8;

/** Short keyed hash of a field's value. */
export function fieldHash(hashKey: string): (field: string, value: string | number) => string {
  return (field, value) => textHash('field', [field, String(value)], hashKey).slice(0, CHARACTERS);
}

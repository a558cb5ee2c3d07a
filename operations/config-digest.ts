import { createHash } from 'node:crypto';

/** Says whether what is deployed is what stands in the file: SHA-256 of the configuration, in hex. */
export function configDigest(config: object): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('hex');
}

/** Secrets of a deployment itself, and what each is. No connection's secret has one of these names. */
export const ownSecrets: Readonly<Record<string, string>> = {
  cdp: 'the secret of the CDP',
  privacy: 'the key of the hashes of forgotten identities',
  envelopes: 'the key of kept envelopes',
};

/** Where a secret stands below the prefix of its stage: those of the connections have a folder of their own. */
export function secretPath(name: string): string {
  return Object.hasOwn(ownSecrets, name) ? name : `connections/${name}`;
}

/**
 * An identity as the CDP knows it: the code of its type, at most 32 characters, and its value, at most 128. The schema of the
 * requests has the same two fields; this type stands alone, so that it can be known without them.
 */
export interface IdentityPair {
  readonly identityType: string;
  readonly identityValue: string;
}

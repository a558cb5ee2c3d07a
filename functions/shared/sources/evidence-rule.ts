import type { Grade, IdentityKind } from '../identity/identity.ts';

/** Which field of a platform gives which identity, with which grade, and why; the source's reference page says the same. */
export interface EvidenceRule {
  readonly kind: IdentityKind;
  /** Path in the event's data; `[n]` stands for any index, `*` for whatever a connection configures. */
  readonly field: string;
  readonly grade: Grade;
  readonly why: string;
}

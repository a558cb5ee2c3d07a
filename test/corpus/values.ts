import type { IdentityKind } from '../../functions/shared/identity/identity.ts';
import type { Said } from '../../functions/shared/identity/normalise.ts';
import type { RefusalReason } from '../../functions/shared/identity/refusal.ts';
import { addresses } from './values-email.ts';
import { foreignNumbers } from './values-foreign.ts';
import { ids } from './values-ids.ts';
import { mainlandNumbers } from './values-mainland.ts';
import { notMainlandNumbers } from './values-not-a-number.ts';

/** One value as some system sends it, and what must become of it. */
export interface Trap {
  readonly kind: IdentityKind;
  readonly value: unknown;
  /** The rule in words. */
  readonly rule: string;
  readonly expected: { readonly normal: string } | { readonly refused: 'empty' | RefusalReason };
  readonly region?: string;
  /** What the event says beside the value. */
  readonly said?: Said;
}

export const corpus: readonly Trap[] = [
  ...mainlandNumbers,
  ...notMainlandNumbers,
  ...foreignNumbers,
  ...addresses,
  ...ids,
];

import type { DiscardReason } from './discarded-value.ts';

/** A value in its normal form, or why it is no identity. `empty`: nothing was offered, so nothing was refused. */
export type Normalized =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: UnusableReason };

export type UnusableReason = 'empty' | DiscardReason;

export function unusable(reason: UnusableReason): Normalized {
  return { ok: false, reason };
}

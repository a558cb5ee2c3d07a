import type { IdentityKind } from './identity.ts';
import { describeDiscarded } from './describe-discarded.ts';
import type { DiscardedValue, DiscardReason } from './discarded-value.ts';

/** A value that is discarded for what stands around it, whatever its form: its place, its scope, another value. */
export function discard(
  kind: IdentityKind,
  field: string,
  value: unknown,
  reason: DiscardReason | 'empty',
): readonly DiscardedValue[] {
  const discarded = describeDiscarded(kind, field, { ok: false, reason }, value);
  return discarded ? [discarded] : [];
}

/** An id that is right and counts nowhere, until somebody names where. @param needs what names it: `options.appId` */
export function discardWithoutScope(
  kind: IdentityKind,
  field: string,
  value: unknown,
  needs: string,
): readonly DiscardedValue[] {
  return discard(kind, field, value, 'ambiguous').map((discarded) => ({ ...discarded, needs }));
}

/** What an outcome says of its discarded values: nothing where there is none. */
export function withDiscarded(discarded: readonly DiscardedValue[]): {
  readonly discarded?: readonly DiscardedValue[];
} {
  return discarded.length > 0 ? { discarded } : {};
}

/** `: customer.phone: masked, email: relay`, for a log: where and why, without the values. */
export function because(discarded: readonly DiscardedValue[]): string {
  return discarded.length > 0
    ? `: ${discarded.map(({ field, ...why }) => `${field}: ${reasonOf(why)}`).join(', ')}`
    : '';
}

/** The reason, and what the sender may have meant. */
export function reasonOf({ reason, hint }: { readonly reason: string; readonly hint?: string | undefined }): string {
  return hint === undefined ? reason : `${reason}, ${hint}`;
}

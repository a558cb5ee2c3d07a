import type { IdentityKind } from './identity.ts';
import { refusalOf } from './describe-discarded.ts';
import type { Refusal, RefusalReason } from './discarded-value.ts';

/** A value that is refused for what stands around it, whatever its form: its place, its scope, another value. */
export function refused(
  kind: IdentityKind,
  field: string,
  value: unknown,
  reason: RefusalReason | 'empty',
): readonly Refusal[] {
  const refusal = refusalOf(kind, field, { ok: false, reason }, value);
  return refusal ? [refusal] : [];
}

/** An id that is right and counts nowhere, until somebody names where. @param needs what names it: `options.appId` */
export function refusedWithoutScope(
  kind: IdentityKind,
  field: string,
  value: unknown,
  needs: string,
): readonly Refusal[] {
  return refused(kind, field, value, 'ambiguous').map((refusal) => ({ ...refusal, needs }));
}

/** What an outcome says of its refusals: nothing where there is none. */
export function told(refusals: readonly Refusal[]): { readonly refusals?: readonly Refusal[] } {
  return refusals.length > 0 ? { refusals } : {};
}

/** `: customer.phone: masked, email: relay`, for a log: where and why, without the values. */
export function because(refusals: readonly Refusal[]): string {
  return refusals.length > 0 ? `: ${refusals.map(({ field, ...why }) => `${field}: ${reasonOf(why)}`).join(', ')}` : '';
}

/** The reason, and what the sender may have meant. */
export function reasonOf({ reason, hint }: { readonly reason: string; readonly hint?: string | undefined }): string {
  return hint === undefined ? reason : `${reason}, ${hint}`;
}

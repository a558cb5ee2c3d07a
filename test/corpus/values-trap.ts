import type { IdentityKind } from '../../functions/shared/identity/identity.ts';
import type { GivenReason } from '../../functions/shared/identity/normalise.ts';
import type { DiscardReason } from '../../functions/shared/identity/discarded-value.ts';

/** One value as some system sends it, and what must become of it. */
export interface Trap {
  readonly kind: IdentityKind;
  readonly value: unknown;
  /** The rule in words. */
  readonly rule: string;
  readonly expected: { readonly normal: string } | { readonly refused: 'empty' | DiscardReason };
  readonly region?: string;
  /** What stands beside a number and names its country. */
  readonly countries?: readonly unknown[];
  /** Default: digits. */
  readonly foreignMobile?: 'digits' | 'plus';
  /** What the event says beside the value. */
  readonly said?: GivenReason;
}

type Refused = Extract<Trap['expected'], { refused: unknown }>['refused'];
type Circumstances = Pick<Trap, 'region' | 'countries' | 'foreignMobile' | 'said'>;

/** Ways to write one identity. */
export function written(
  kind: string,
  normal: string,
  rule: string,
  values: readonly unknown[],
  circumstances: Circumstances = {},
): readonly Trap[] {
  return values.map((value) => ({ kind, value, rule, expected: { normal }, ...circumstances }));
}

/** Values that are identities exactly as they stand. */
export function asItIs(kind: string, rule: string, values: readonly string[]): readonly Trap[] {
  return values.map((value) => ({ kind, value, rule, expected: { normal: value } }));
}

export function refused(
  kind: string,
  reason: Refused,
  rule: string,
  values: readonly unknown[],
  circumstances: Circumstances = {},
): readonly Trap[] {
  return values.map((value) => ({ kind, value, rule, expected: { refused: reason }, ...circumstances }));
}

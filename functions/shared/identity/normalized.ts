import type { DiscardReason } from './discarded-value.ts';

/** A value in its normal form, or why it is no identity. `empty`: nothing was offered, so nothing was refused. */
export type Normalized =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: UnusableReason };

export type UnusableReason = 'empty' | DiscardReason;

/** A rule by which a text is no value of a kind, with the reason. */
export type DiscardRule = readonly [applies: (text: string) => boolean, reason: UnusableReason];

/** The reason of the first rule that applies. */
export function reasonBy(rules: readonly DiscardRule[], text: string): UnusableReason | undefined {
  return rules.find(([applies]) => applies(text))?.[1];
}

export function unusable(reason: UnusableReason): Normalized {
  return { ok: false, reason };
}

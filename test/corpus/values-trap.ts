import type { Trap } from './values.ts';

type Refused = Extract<Trap['expected'], { refused: unknown }>['refused'];
type Circumstances = Pick<Trap, 'region' | 'said'>;

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

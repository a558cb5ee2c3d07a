import type { RefusalReason } from './discarded-value.ts';

/** A value in its normal form, or why it is no identity. `empty`: nothing was offered, so nothing was refused. */
export type Contact =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: ContactRefusal };

export type ContactRefusal = 'empty' | RefusalReason;

export function refuse(reason: ContactRefusal): Contact {
  return { ok: false, reason };
}

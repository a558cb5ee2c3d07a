import type { Normalized } from './normalized.ts';
import type { IdentityKind } from './identity.ts';
import { mask } from './mask.ts';
import type { DiscardedValue } from './discarded-value.ts';

/** A value that an event offers and that is no identity; undefined where it offers nothing. */
export function describeDiscarded(
  kind: IdentityKind,
  field: string,
  contact: Normalized & { readonly ok: false },
  value: unknown,
): DiscardedValue | undefined {
  if (contact.reason === 'empty') return undefined;
  return { kind, field, reason: contact.reason, masked: mask(kind, textOf(value)) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}

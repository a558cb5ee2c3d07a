import type { Normalized } from './normalized.ts';
import type { IdentityKind } from './identity.ts';
import { mask } from './mask.ts';
import type { DiscardedValue } from './discarded-value.ts';

/** The refusal of a value that an event offered; undefined where it offered nothing. */
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

import type { Contact } from './normalized.ts';
import type { IdentityKind } from './identity.ts';
import { mask } from './mask.ts';
import type { Refusal } from './discarded-value.ts';

/** The refusal of a value that an event offered; undefined where it offered nothing. */
export function refusalOf(
  kind: IdentityKind,
  field: string,
  contact: Contact & { readonly ok: false },
  value: unknown,
): Refusal | undefined {
  if (contact.reason === 'empty') return undefined;
  return { kind, field, reason: contact.reason, masked: mask(kind, textOf(value)) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}

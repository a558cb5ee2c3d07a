import type { Normalized } from './normalized.ts';
import { formOf } from './id-forms.ts';
import type { KnownKind } from './kinds.ts';
import { opaqueId } from './opaque-id.ts';

/** The id of a known kind, if it looks like one, exactly as the platform gave it. */
export function platformId(kind: KnownKind, value: unknown): Normalized {
  return opaqueId(value, formOf(kind));
}

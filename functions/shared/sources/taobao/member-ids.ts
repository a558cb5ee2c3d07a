import type { Contact } from '../../identity/contact.ts';
import type { JsonObject } from '../../json/lossless.ts';
import { platformId } from '../platform-id.ts';
import type { IdField, Topic } from './topics.ts';

/** Base64 and its like; a nick mostly has other signs, and is masked since 2023. */
const ID = /^[A-Za-z0-9+/=_-]{4,128}$/;

export interface FoundId {
  readonly field: IdField;
  readonly value: JsonObject[string];
  readonly id: Contact;
}

/** What stands in the fields that hold ids under this topic, judged by its form. */
export function idsIn(content: JsonObject, { ids }: Topic): readonly FoundId[] {
  return ids.map((field) => ({ field, value: content[field] ?? null, id: platformId(content[field], ID) }));
}

import type { Contact } from '../../../identity/contact.ts';
import type { JsonObject } from '../../../json/lossless.ts';
import { platformId } from '../../../identity/platform-id.ts';
import type { IdField, Topic } from './events.ts';

/** Kinds of the fields that hold ids. */
export const KIND_OF = {
  omid: 'taobao-omid',
  ouid: 'taobao-ouid',
  user: 'taobao-ouid',
  buyer_open_uid: 'taobao-open-uid',
} as const;

export interface FoundId {
  readonly field: IdField;
  readonly value: JsonObject[string];
  readonly id: Contact;
}

/** What stands in the fields that hold ids under this topic, judged by its form. */
export function idsIn(content: JsonObject, { ids }: Topic): readonly FoundId[] {
  return ids.map((field) => ({ field, value: content[field] ?? null, id: platformId(KIND_OF[field], content[field]) }));
}

import type { Normalized } from '../../../identity/normalized.ts';
import type { Json, JsonObject } from '../../../json/lossless.ts';
import { platformId } from '../../../identity/platform-id.ts';
import type { DiscardedValue, DiscardReason } from '../../../identity/discarded-value.ts';
import { discard } from '../../../identity/discard.ts';
import { contactCandidate } from '../../contact-candidate.ts';
import type { IdField, TaobaoTopic } from './events.ts';

/** Kinds of the fields that hold ids. */
export const KIND_OF = {
  omid: 'taobao-omid',
  ouid: 'taobao-ouid',
  user: 'taobao-ouid',
  buyer_open_uid: 'taobao-open-uid',
} as const;

export interface TaobaoId {
  readonly field: IdField;
  readonly value: JsonObject[string];
  readonly id: Normalized;
}

/** What stands in the fields that hold ids under this topic, judged by its form. */
export function taobaoIdsIn(content: JsonObject, { ids }: TaobaoTopic): readonly TaobaoId[] {
  return ids.map((field) => ({ field, value: content[field] ?? null, id: platformId(KIND_OF[field], content[field]) }));
}

/** Masked or fuzzy since the privacy changes of 2023 and 2024. */
const NICKS = ['buyer_nick', 'nick', 'mix_nick', 'mix_taobao_nick'] as const;

/** What a message holds beside the ids, and what never is a customer's identity. */
export function discardedOfTaobao(type: string, content: JsonObject): readonly DiscardedValue[] {
  const nicks: readonly string[] = type === 'taobao_opencrm_MemberJoin' ? ['user', ...NICKS] : NICKS;
  return [
    ...nicks.flatMap((field) => tell('taobao-nick', content, field, () => 'masked')),
    ...tell('mobile', content, 'mix_mobile', () => 'encrypted'),
    ...tell('mobile', content, 'mobile', (value) => phoneIsNone(type, value)),
    // Of a receiver's name, phone and address together, in one app at one time.
    ...tell('taobao-oaid', content, 'oaid', () => 'receiver'),
  ];
}

/**
 * The phone of a binding is documented as encrypted. That of other messages may be a number which Taobao lends for a few weeks,
 * and which looks like any other.
 */
function phoneIsNone(type: string, value: Json): DiscardReason | 'empty' {
  if (type === 'tmall_mei_CrmBind') return 'encrypted';
  const { normalized } = contactCandidate('mobile', '', value);
  return normalized.ok ? 'ambiguous' : normalized.reason;
}

function tell(
  kind: string,
  content: JsonObject,
  field: string,
  reason: (value: Json) => DiscardReason | 'empty',
): readonly DiscardedValue[] {
  const value = content[field];
  if (value === undefined || value === null || value === '') return [];
  return discard(kind, `content.${field}`, value, reason(value));
}

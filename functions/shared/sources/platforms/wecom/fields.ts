import { platformId } from '../../../identity/platform-id.ts';
import type { DiscardedValue, DiscardReason } from '../../../identity/discarded-value.ts';
import { discard } from '../../../identity/discard.ts';
import type { FoundField } from '../../protocols/wechat-crypto/push-object.ts';
import { type PlacedText, textsOf } from '../../protocols/wechat-push/push-texts.ts';

type Push = Readonly<Record<string, unknown>>;

const KIND = 'wecom-external-userid';

/** The customer's external id and where it stood; undefined when it is missing or cannot be one. */
export function wecomCustomerOf(push: Push): FoundField | undefined {
  const [first] = normalisedIds(push);
  if (first?.value === undefined || first.reason !== undefined) return undefined;
  return { field: first.field, value: first.value };
}

/** The values of a push that are no customer's id. An employee's id looks like a customer's. */
export function discardedOfWecom(push: Push): readonly DiscardedValue[] {
  return [
    ...normalisedIds(push).flatMap(({ field, value, reason }) => (reason ? discard(KIND, field, value, reason) : [])),
    ...staffOf(push).flatMap(({ field, value }) => discard('wecom-userid', field, value, 'staff')),
    ...members(push).flatMap(({ field, value }) => discard(KIND, field, value, 'ambiguous')),
  ];
}

/** The employee, in a suite under an id of its own. */
function staffOf(push: Push): readonly PlacedText[] {
  return [...textsOf(push, 'userid'), ...textsOf(push, 'openuserid')];
}

interface NormalisedId {
  readonly field: string;
  readonly value: string | undefined;
  readonly reason: DiscardReason | 'empty' | undefined;
}

/** Spellings that disagree name two people, and we cannot know which. */
function normalisedIds(push: Push): readonly NormalisedId[] {
  const texts = textsOf(push, 'externaluserid');
  const disagree = new Set(texts.map(({ value }) => value)).size > 1;
  const staff = staffOf(push).map(({ value }) => value);
  return texts.map(({ field, value }) => ({
    field,
    value,
    reason: noIdBecause(value, staff) ?? (disagree ? 'ambiguous' : undefined),
  }));
}

function noIdBecause(
  value: string | undefined,
  staff: readonly (string | undefined)[],
): DiscardReason | 'empty' | undefined {
  if (value === undefined) return 'wrong-type';
  if (staff.includes(value)) return 'staff';
  const id = platformId(KIND, value);
  return id.ok ? undefined : id.reason;
}

/** The members who joined or left a customer group: customers and employees in one list. */
function members(push: Push): readonly { readonly field: string; readonly value: unknown }[] {
  const list: unknown = push['MemChangeList'];
  if (typeof list !== 'object' || list === null) return [];
  const items: unknown = Reflect.get(list, 'Item');
  if (!Array.isArray(items)) return [];
  return items.map((value: unknown, index) => ({ field: `MemChangeList.Item[${index}]`, value }));
}

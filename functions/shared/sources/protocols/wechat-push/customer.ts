import { platformId } from '../../../identity/platform-id.ts';
import type { DiscardReason } from '../../../identity/discarded-value.ts';
import { isJsonObject } from '../../../json/lossless.ts';
import { findText, type FoundField } from '../wechat-crypto/push-object.ts';
import { readPush } from '../wechat-crypto/push-document.ts';
import { type CustomerField, type PushKind, senderKind } from './push-kind.ts';

type Push = Readonly<Record<string, unknown>>;

/** Original ids of accounts begin so; openids do not. */
const ACCOUNT_ID = /^gh_/;

/** The customer's openid and where it stood; undefined when it is missing or cannot be an openid. */
export function pushCustomerOf(push: Push, { customer, sender: counts }: PushKind): FoundField | undefined {
  return openIdAt(push, customer) ?? (counts === 'counts' ? openIdAt(push, senderKind) : undefined);
}

function openIdAt(push: Push, customer: CustomerField): FoundField | undefined {
  const { fields, path } = holderOf(push, customer);
  const found = findText(fields, customer.name.toLowerCase());
  return found && noIdBecause('wechat-openid', found.value) === undefined
    ? { field: `${path}${found.field}`, value: found.value }
    : undefined;
}

/** The object that has the customer's fields, and its path in the push. */
export function holderOf(
  push: Push,
  { within, flatInJson, json }: CustomerField,
): { readonly fields: Push; readonly path: string } {
  if (within === undefined) return { fields: push, path: '' };
  const inner = push[within];
  if (isJsonObject(inner)) {
    return json === undefined
      ? { fields: inner, path: `${within}.` }
      : { fields: fieldsIn(inner[json]), path: `${within}.${json}.` };
  }
  return { fields: flatInJson ? push : {}, path: '' };
}

/** The fields of a text that is JSON; none where it is not. */
function fieldsIn(text: unknown): Push {
  const reading = typeof text === 'string' ? readPush(Buffer.from(text)) : undefined;
  return reading?.ok && reading.format === 'json' ? reading.push : {};
}

/** The unionid of pushes that document one (`UnionId`, `UnionID`). */
export function unionIdOf(push: Push): FoundField | undefined {
  const found = findText(push, 'unionid');
  return found && noIdBecause('wechat-unionid', found.value) === undefined ? found : undefined;
}

/** Why a value is no openid or unionid; undefined where it is one. */
export function noIdBecause(
  kind: 'wechat-openid' | 'wechat-unionid',
  value: string | undefined,
): DiscardReason | 'empty' | undefined {
  if (value === undefined) return 'wrong-type';
  if (ACCOUNT_ID.test(value)) return 'shop';
  const id = platformId(kind, value);
  return id.ok ? undefined : id.reason;
}

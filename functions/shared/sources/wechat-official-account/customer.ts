import { kinds } from '../../identity/kinds.ts';
import { opaqueId } from '../../identity/opaque-id.ts';
import type { RefusalReason } from '../../identity/refusal.ts';
import { findText, textOf, type FoundField } from '../wechat-crypto/push-object.ts';
import type { CustomerField } from './push-kinds.ts';

type Push = Readonly<Record<string, unknown>>;

/** Original ids of accounts begin so; openids do not. */
const ACCOUNT_ID = /^gh_/;

/** The customer's openid and where it stood; undefined when it is missing or cannot be an openid. */
export function customerOf(push: Push, customer: CustomerField): FoundField | undefined {
  const found = locate(push, customer);
  return found && noIdBecause('wechat-openid', found.value) === undefined ? found : undefined;
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
): RefusalReason | 'empty' | undefined {
  if (value === undefined) return 'wrong-type';
  if (ACCOUNT_ID.test(value)) return 'shop';
  const id = opaqueId(value, kinds[kind].form);
  return id.ok ? undefined : id.reason;
}

function locate(push: Push, customer: CustomerField): FoundField | undefined {
  switch (customer) {
    case 'FromUserName': {
      const value = textOf(push, 'FromUserName');
      return value === undefined ? undefined : { field: 'FromUserName', value };
    }
    case 'OpenID':
      return findText(push, 'openid');
    case 'GuideScanEvent.openid': {
      const scan = push['GuideScanEvent'];
      if (typeof scan !== 'object' || scan === null) return undefined;
      const value = textOf({ ...scan }, 'openid');
      return value === undefined ? undefined : { field: customer, value };
    }
  }
}

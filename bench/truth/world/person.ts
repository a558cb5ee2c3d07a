import type { Random } from '../random.ts';
import { APPS, CORP_ID } from '../platforms/accounts.ts';
import type { Identity } from '../statement.ts';
import { inventEmail, inventMobile } from './contacts.ts';

/** Where a person can be a customer; each gives an id of its own. */
export type Channel =
  | 'account'
  | 'mini'
  | 'mini-two'
  | 'member'
  | 'shop'
  | 'web-shop'
  | 'youzan'
  | 'payments'
  | 'wecom';

export interface Person {
  /** Unique in all histories. */
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly mobile: string;
  readonly email: string;
  readonly ids: Readonly<Record<Channel, Identity>>;
  readonly unionId: Identity;
}

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

export function inventPerson(
  id: string,
  named: { readonly name: string; readonly city: string },
  random: Random,
): Person {
  const openid = (scope: string) => ({ kind: 'wechat-openid', scope, value: `o${random.text(27, ALPHABET)}` });
  return {
    id,
    ...named,
    mobile: inventMobile(random),
    email: inventEmail(random),
    ids: {
      account: openid(APPS.account),
      mini: openid(APPS.mini),
      'mini-two': openid(APPS['mini-two']),
      member: inventMemberNumber(random),
      shop: inventShopAccount(random),
      'web-shop': { kind: 'woocommerce-customer', scope: 'web-shop', value: String(random.int(10_000, 9_999_999)) },
      youzan: { kind: 'youzan-open-id', scope: '', value: random.text(18, '23456789ABCDEFGHJKMN') },
      payments: { kind: 'stripe-customer', scope: 'payments', value: `cus_${random.text(14, ALPHABET)}` },
      wecom: { kind: 'wecom-external-userid', scope: CORP_ID, value: `wm${random.text(30, ALPHABET)}` },
    },
    unionId: { kind: 'wechat-unionid', scope: '', value: `o${random.text(27, ALPHABET)}` },
  };
}

export function inventMemberNumber(random: Random): Identity {
  return { kind: 'member-no', scope: '', value: `M-${random.int(100_000, 999_999_999)}` };
}

export function inventShopAccount(random: Random): Identity {
  return { kind: 'shopify-customer', scope: 'shop', value: String(random.int(7_000_000_000_000, 7_999_999_999_999)) };
}

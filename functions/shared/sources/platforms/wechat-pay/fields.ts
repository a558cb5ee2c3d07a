import { opaqueId } from '../../../identity/opaque-id.ts';
import { platformId } from '../../../identity/platform-id.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import { discard, discardWithoutScope } from '../../../identity/discard.ts';
import type { PayEventKind } from './events.ts';

/** An openid in the app where it is one. */
export interface AppOpenId {
  readonly appId: string;
  readonly openId: string;
  /** Where it stood in the notification. */
  readonly field: string;
}

export interface PayCustomer {
  /** Of one person; the app of the brand itself before that of its service provider. */
  readonly openIds: readonly AppOpenId[];
  readonly unionId?: string;
  readonly discarded: readonly DiscardedValue[];
}

interface Place {
  readonly field: string;
  readonly openId: Json | undefined;
  readonly appId: Json | undefined;
  /** What could name the app, where it is missing. */
  readonly needs: string;
}

const APP_ID = /^[A-Za-z0-9_-]{1,64}$/;
export const UNION_ID_FIELD = 'resource.unionid';

/** Who a notification is about. @param optionApp the app of those whose notification names none */
export function payCustomerOf(resource: JsonObject, kind: PayEventKind, optionApp: string | undefined): PayCustomer {
  const { customer } = kind;
  const places = placesOf(resource, kind, optionApp);
  const payers = places.map((place) => ({ ...place, ...normalisePayer(place) }));
  const openIds = payers.flatMap(({ id }) => id ?? []);
  const contradicting = new Set(
    openIds.filter((one) => openIds.some((other) => other.appId === one.appId && other.openId !== one.openId)),
  );
  const unionId =
    customer === 'holder' ? normaliseWechatId('wechat-unionid', UNION_ID_FIELD, resource['unionid']) : undefined;
  return {
    openIds: openIds.filter((one, index) => !contradicting.has(one) && firstOf(openIds, one) === index),
    ...(unionId?.value !== undefined && { unionId: unionId.value }),
    discarded: [
      ...payers.flatMap(({ discarded }) => discarded),
      // One person has one openid in an app: two are two people, and nothing says which of them paid.
      ...[...contradicting].flatMap(({ field, openId }) => discard('wechat-openid', field, openId, 'ambiguous')),
      ...(unionId?.discarded ?? []),
      ...discardedForms(resource),
      ...discardedThirdParties(resource),
    ],
  };
}

/**
 * Wherever documents of one kind or another have the person: a contract through a service provider names the openid in both apps, a
 * debit may name its payer. They are one person's, and two of one app that differ are discarded.
 */
function placesOf(
  resource: JsonObject,
  { customer, app }: PayEventKind,
  optionApp: string | undefined,
): readonly Place[] {
  if (customer === 'nobody' || customer === 'unconfirmed') return [];
  const { appid, sub_appid: subAppId } = resource;
  // Abroad a service provider calls its own app so; a toll calls it as a merchant does.
  const providerApp = resource['sp_appid'] ?? appid;
  const payer = objectIn(resource, 'payer');
  const combined = objectIn(resource, 'combine_payer_info');
  const named = appid ?? providerApp;
  const own = place('openid', resource['openid'], app === 'option' ? (named ?? optionApp) : named);
  return [
    place('payer.sub_openid', payer['sub_openid'], subAppId),
    place('sub_openid', resource['sub_openid'], subAppId),
    place('payer.openid', payer['openid'], appid),
    { ...own, needs: app === 'option' && optionApp === undefined ? OPTION : own.needs },
    place('payer.sp_openid', payer['sp_openid'], providerApp),
    place('sp_openid', resource['sp_openid'], providerApp),
    place('combine_payer_info.openid', combined['openid'], resource['combine_appid']),
    ...subOrders(resource).map((order, index) =>
      place(`sub_orders[${index}].sub_openid`, order['sub_openid'], order['sub_appid']),
    ),
  ];
}

/** What stands where an object with the payer belongs and is none. */
function discardedForms(resource: JsonObject): readonly DiscardedValue[] {
  return ['payer', 'combine_payer_info'].flatMap((name) => {
    const value = resource[name] ?? '';
    return value === '' || isJsonObject(value) || (Array.isArray(value) && value.length === 0)
      ? []
      : discard('wechat-openid', `resource.${name}`, value, 'wrong-type');
  });
}

/** The orders that were paid together; anything else in the list is an order that names nobody. */
export function subOrders(resource: JsonObject): readonly JsonObject[] {
  const orders = resource['sub_orders'];
  return Array.isArray(orders) ? orders.map((order: Json) => (isJsonObject(order) ? order : {})) : [];
}

function objectIn(resource: JsonObject, name: string): JsonObject {
  const value = resource[name];
  return isJsonObject(value) ? value : {};
}

const OPTION = 'options.appId';

function place(name: string, openId: Json | undefined, appId: Json | undefined): Place {
  return { field: `resource.${name}`, openId, appId, needs: 'the app id beside it, which WeChat Pay documents' };
}

/** An openid without its app could be anybody's in any other. */
function normalisePayer({ field, openId, appId, needs }: Place): {
  readonly id?: AppOpenId;
  readonly discarded: readonly DiscardedValue[];
} {
  const { value, discarded } = normaliseWechatId('wechat-openid', field, openId);
  if (value === undefined) return { discarded };
  const app = opaqueId(trimmed(appId), APP_ID);
  if (!app.ok) return { discarded: discardWithoutScope('wechat-openid', field, value, needs) };
  return { id: { appId: app.value, openId: value, field }, discarded };
}

function normaliseWechatId(
  kind: 'wechat-openid' | 'wechat-unionid',
  field: string,
  given: Json | undefined,
): { readonly value?: string; readonly discarded: readonly DiscardedValue[] } {
  const id = platformId(kind, trimmed(given));
  return id.ok ? { value: id.value, discarded: [] } : { discarded: discard(kind, field, given, id.reason) };
}

/**
 * Profit sharing comes under the type of payments, and its openid is of somebody who gets a share. Cards are recommended by others; a
 * merchant's account is filled by an employee.
 */
function discardedThirdParties(resource: JsonObject): readonly DiscardedValue[] {
  const { type, account } = objectIn(resource, 'receiver');
  const { openid: employee } = objectIn(resource, 'qr_recharge_info');
  return [
    ...(type === 'PERSONAL_OPENID' ? stranger('receiver.account', account, 'receiver') : []),
    ...stranger('sharer_openid', resource['sharer_openid'], 'staff'),
    ...stranger('qr_recharge_info.openid', employee, 'staff'),
  ];
}

function stranger(name: string, value: Json | undefined, reason: 'receiver' | 'staff'): readonly DiscardedValue[] {
  const isPerson = typeof value === 'string' && value !== '';
  return isPerson ? discard('wechat-openid', `resource.${name}`, value, reason) : [];
}

function firstOf(openIds: readonly AppOpenId[], { appId, openId }: AppOpenId): number {
  return openIds.findIndex((one) => one.appId === appId && one.openId === openId);
}

function trimmed(value: Json | undefined): Json | undefined {
  return typeof value === 'string' ? value.trim() : value;
}

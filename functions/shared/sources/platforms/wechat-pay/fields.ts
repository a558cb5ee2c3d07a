import { opaqueId } from '../../../identity/opaque-id.ts';
import { platformId } from '../../../identity/platform-id.ts';
import type { Refusal } from '../../../identity/refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import { refused } from '../../../identity/refused.ts';
import type { EventKind } from './events.ts';

/** An openid in the app where it is one. */
export interface AppOpenId {
  readonly appId: string;
  readonly openId: string;
  /** Where it stood in the notification. */
  readonly field: string;
}

export interface Customer {
  /** Of one person; the app of the brand itself before that of its service provider. */
  readonly openIds: readonly AppOpenId[];
  readonly unionId?: string;
  readonly refusals: readonly Refusal[];
}

interface Place {
  readonly field: string;
  readonly openId: Json | undefined;
  readonly appId: Json | undefined;
}

const APP_ID = /^[A-Za-z0-9_-]{1,64}$/;
export const UNION_ID_FIELD = 'resource.unionid';

/** Who a notification is about. @param cardApp the app of holders where the notification names none */
export function customerOf(resource: JsonObject, { customer }: EventKind, cardApp: string | undefined): Customer {
  const places = placesOf(resource, customer, cardApp);
  const judged = places.map((place) => ({ ...place, ...judge(place) }));
  const openIds = judged.flatMap(({ id }) => id ?? []);
  const contradicting = new Set(
    openIds.filter((one) => openIds.some((other) => other.appId === one.appId && other.openId !== one.openId)),
  );
  const unionId = customer === 'holder' ? judgeId('wechat-unionid', UNION_ID_FIELD, resource['unionid']) : undefined;
  return {
    openIds: openIds.filter((one, index) => !contradicting.has(one) && firstOf(openIds, one) === index),
    ...(unionId?.value !== undefined && { unionId: unionId.value }),
    refusals: [
      ...judged.flatMap(({ refusals }) => refusals),
      // One person has one openid in an app: two are two people, and nothing says which of them paid.
      ...[...contradicting].flatMap(({ field, openId }) => refused('wechat-openid', field, openId, 'ambiguous')),
      ...(unionId?.refusals ?? []),
      ...refusedReceiver(resource),
    ],
  };
}

function placesOf(
  resource: JsonObject,
  customer: EventKind['customer'],
  cardApp: string | undefined,
): readonly Place[] {
  const { appid, sub_appid: subAppId } = resource;
  switch (customer) {
    case 'payer': {
      const payer = objectIn(resource, 'payer');
      const combined = objectIn(resource, 'combine_payer_info');
      return [
        place('payer.sub_openid', payer['sub_openid'], subAppId),
        place('payer.openid', payer['openid'], appid),
        place('payer.sp_openid', payer['sp_openid'], resource['sp_appid']),
        place('combine_payer_info.openid', combined['openid'], resource['combine_appid']),
        ...subOrders(resource).map((order, index) =>
          place(`sub_orders[${index}].sub_openid`, order['sub_openid'], order['sub_appid']),
        ),
      ];
    }
    case 'user':
      return [place('sub_openid', resource['sub_openid'], subAppId), place('openid', resource['openid'], appid)];
    case 'holder':
      return [place('openid', resource['openid'], appid ?? cardApp)];
    case 'nobody':
      return [];
  }
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

function place(name: string, openId: Json | undefined, appId: Json | undefined): Place {
  return { field: `resource.${name}`, openId, appId };
}

/** An openid without its app could be anybody's in any other. */
function judge({ field, openId, appId }: Place): {
  readonly id?: AppOpenId;
  readonly refusals: readonly Refusal[];
} {
  const { value, refusals } = judgeId('wechat-openid', field, openId);
  if (value === undefined) return { refusals };
  const app = opaqueId(trimmed(appId), APP_ID);
  if (!app.ok) return { refusals: refused('wechat-openid', field, value, 'ambiguous') };
  return { id: { appId: app.value, openId: value, field }, refusals };
}

function judgeId(
  kind: 'wechat-openid' | 'wechat-unionid',
  field: string,
  given: Json | undefined,
): { readonly value?: string; readonly refusals: readonly Refusal[] } {
  const id = platformId(kind, trimmed(given));
  return id.ok ? { value: id.value, refusals: [] } : { refusals: refused(kind, field, given, id.reason) };
}

/** Profit sharing comes under the type of payments, and its openid is of somebody who gets a share. */
function refusedReceiver(resource: JsonObject): readonly Refusal[] {
  const { type, account } = objectIn(resource, 'receiver');
  const isPerson = type === 'PERSONAL_OPENID' && typeof account === 'string' && account !== '';
  return isPerson ? refused('wechat-openid', 'resource.receiver.account', account, 'receiver') : [];
}

function firstOf(openIds: readonly AppOpenId[], { appId, openId }: AppOpenId): number {
  return openIds.findIndex((one) => one.appId === appId && one.openId === openId);
}

function trimmed(value: Json | undefined): Json | undefined {
  return typeof value === 'string' ? value.trim() : value;
}

import type { Json, JsonObject } from '../../../functions/shared/json/lossless.ts';
import type { Platform } from '../event-row.ts';
import { APP, CORP, EXTERNAL, OPENID, strangers } from '../payloads.ts';

/** An event as public material shows it, with the places of its person; our own tables of events have no part in it. */
export interface DocumentedEvent {
  readonly platform: Platform;
  readonly type: string;
  /** Where the person's id stands, from the root of the payload; none: it names no customer. */
  readonly at: readonly string[];
  /** The payload names no app, and only the options of the connection can. */
  readonly appBy?: 'options';
  /** Nothing says whose id it is: known, and taken by an option or not at all. */
  readonly unconfirmed?: true;
  /** `owner/name path` of the public repository that shows it, or the page of the platform. */
  readonly source: string;
}

/** The public material: the folders of the SDKs that were gone through, and WeChat's own pages. */
export const FUD = 'fudiwei/DotNetCore.SKIT.FlurlHttpClient.Wechat src/SKIT.FlurlHttpClient.Wechat';
export const WXJAVA = 'Wechat-Group/WxJava';
export const SENPARC = 'JeffreySu/WeiXinMPSDK src';
export const PAY_PAGES = 'wechatpay-im/website webhook/v3';
export const WECHAT_DOC = 'developers.weixin.qq.com';

/** Events of one sort. */
export function documented(
  platform: Platform,
  source: string,
  at: string | readonly string[],
  types: readonly string[],
  unconfirmed?: true,
): readonly DocumentedEvent[] {
  const places = typeof at === 'string' ? [at] : at;
  return types.map((type) => ({ platform, type, at: places, source, ...(unconfirmed && { unconfirmed }) }));
}

const NOBODY_OF_OURS = {
  // Who stands in payloads and is no customer: staff, givers, guides, couriers, the platform itself.
  StaffOpenId: strangers.employee,
  FriendUserName: strangers.friend,
  KfAccount: strangers.account,
  sharer_openid: strangers.friend,
} as const;

/** A payload of the event: its person in its places, and people who are none of its customers beside. */
export function payloadOf({ platform, type, at, appBy }: DocumentedEvent): Json {
  if (platform === 'wecom') {
    const head = { ToUserName: CORP, FromUserName: 'sys', CreateTime: '1700000001', UserID: strangers.wecomClerk };
    return at.reduce<JsonObject>((data, path) => set(data, path, EXTERNAL), head);
  }
  const isPay = platform === 'wechat-pay';
  const head: JsonObject = isPay
    ? {
        event_type: type,
        resource: {
          mchid: '1',
          ...(appBy === undefined && { appid: APP, sub_appid: APP, sp_appid: APP, combine_appid: APP }),
          trade_state: 'SUCCESS',
          sharer_openid: strangers.friend,
        },
      }
    : {
        ToUserName: strangers.official,
        // Its sender is WeChat or the shop, where the event names its person elsewhere or nowhere.
        FromUserName: strangers.platform,
        CreateTime: '1700000001',
        MsgType: 'event',
        Event: type,
        ...NOBODY_OF_OURS,
      };
  return at.reduce<JsonObject>((data, path) => set(data, path, OPENID), head);
}

/** `a.b` is a field of an object; `a.{b}` one of an object that stands in `a` as a text of JSON. */
function set(object: JsonObject, path: string, value: string): JsonObject {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...object, [first]: value };
  const [second = ''] = rest;
  if (second.startsWith('{')) return { ...object, [first]: JSON.stringify({ [second.slice(1, -1)]: value }) };
  const inner = object[first];
  const within = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as JsonObject) : {};
  return { ...object, [first]: set(within, rest.join('.'), value) };
}

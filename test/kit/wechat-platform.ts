import type { Clock } from '../../functions/shared/ports/ports.ts';
import { isJsonObject, type JsonObject, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import { answered, FakePlatform, type PlatformAnswer, type PlatformRequest } from './platform.ts';

export interface Follower {
  readonly subscribed: boolean;
  readonly unionId?: string;
  readonly scene?: string;
}

interface Token {
  readonly value: string;
  readonly expires: number;
}

interface App {
  readonly secret: string;
  /** Undefined: every address may fetch a token. */
  addresses: readonly string[] | undefined;
  /** APIs that the app may not call. */
  readonly forbidden: Set<string>;
  /** Calls per API and day. */
  readonly quotas: Map<string, number>;
  readonly followers: Map<string, Follower>;
  readonly payments: Map<string, { readonly openId: string; readonly unionId: string; readonly paid: number }>;
  /** Bound to an account of the Open Platform: without it a mini program has no unionids at all. */
  isBound: boolean;
  readonly orders: Map<string, JsonObject>;
  /** Tokens of the stable kind that are accepted, the newest last. */
  stable: Token[];
  /** Of `cgi-bin/token`; a new one ends the one before. */
  legacy: Token | undefined;
  forced: { day: number; times: number; last: number };
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LIFETIME = 7_200_000;
const RENEWED_BEFORE_END = 300_000;

/**
 * WeChat's API as its documents describe it: stable tokens that are the same for whoever asks, renewed five minutes early and
 * ended at once by a forced refresh; the older kind of token, apart from them; allow lists of addresses where a token is fetched;
 * daily quotas; errors with HTTP 200. Its clock is the test's.
 */
export class WechatPlatform extends FakePlatform {
  readonly apps = new Map<string, App>();
  readonly #counts = new Map<string, number>();
  readonly #clock: Clock;
  #tokens = 0;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  app(appId: string, secret: string): App {
    const app: App = {
      secret,
      addresses: undefined,
      forbidden: new Set(),
      quotas: new Map(),
      followers: new Map(),
      payments: new Map(),
      isBound: true,
      orders: new Map(),
      stable: [],
      legacy: undefined,
      forced: { day: 0, times: 0, last: -Infinity },
    };
    this.apps.set(appId, app);
    return app;
  }

  /** A token that another system has fetched before us, and whether it would still be accepted. */
  isAccepted(appId: string, token: string): boolean {
    const app = this.apps.get(appId);
    return app !== undefined && (this.#holds(app.stable, token) || this.#holds(app.legacy ? [app.legacy] : [], token));
  }

  protected respond(api: string, request: PlatformRequest): PlatformAnswer {
    return answered(this.#answer(api, request));
  }

  #answer(api: string, request: PlatformRequest): JsonObject {
    if (api === 'cgi-bin/stable_token') return this.#stableToken(request);
    if (api === 'cgi-bin/token') return this.#legacyToken(request.query);
    const token = request.query.get('access_token') ?? '';
    const [appId, app] = [...this.apps.entries()].find(([name]) => this.isAccepted(name, token)) ?? [];
    if (appId === undefined || !app) return error(40001, 'invalid credential, access_token is invalid or not latest');
    return this.#overQuota(appId, app, api) ?? this.#call(app, api, request);
  }

  #stableToken({ method, body, address = '127.0.0.1' }: PlatformRequest): JsonObject {
    if (method !== 'POST') return error(43002, 'require POST method');
    const asked = jsonOf(body);
    const app = this.apps.get(scalar(asked['appid']) ?? '');
    if (!app) return error(40013, 'invalid appid');
    if (asked['grant_type'] !== 'client_credential') return error(40002, 'invalid grant_type');
    if (asked['secret'] !== app.secret) return error(40125, 'invalid appsecret');
    if (app.addresses && !app.addresses.includes(address)) {
      return error(40164, `invalid ip ${address} ipv6 ::ffff:${address}, not in whitelist`);
    }
    const now = this.#clock();
    if (asked['force_refresh'] === true) {
      const day = Math.floor(now / DAY);
      if (app.forced.day !== day) app.forced = { day, times: 0, last: app.forced.last };
      if (app.forced.times < 20 && now - app.forced.last >= 30_000) {
        app.forced = { day, times: app.forced.times + 1, last: now };
        app.stable = [];
      }
    }
    app.stable = app.stable.filter(({ expires }) => expires > now);
    const newest = app.stable.at(-1);
    // Renewed in its last five minutes; the old one is accepted until its end.
    if (!newest || newest.expires - now < RENEWED_BEFORE_END) app.stable.push(this.#newToken());
    const { value, expires } = app.stable.at(-1) ?? this.#newToken();
    return { access_token: value, expires_in: Math.floor((expires - now) / 1000) };
  }

  #legacyToken(query: URLSearchParams): JsonObject {
    const app = this.apps.get(query.get('appid') ?? '');
    if (!app || query.get('secret') !== app.secret) return error(40125, 'invalid appsecret');
    app.legacy = this.#newToken();
    return { access_token: app.legacy.value, expires_in: LIFETIME / 1000 };
  }

  #newToken(): Token {
    this.#tokens += 1;
    return { value: `ACCESS_${'x'.repeat(500)}_${this.#tokens}`, expires: this.#clock() + LIFETIME };
  }

  #holds(tokens: readonly Token[], value: string): boolean {
    return tokens.some((token) => token.value === value && token.expires > this.#clock());
  }

  #overQuota(appId: string, app: App, api: string): JsonObject | undefined {
    // Midnight in China.
    const day = Math.floor((this.#clock() + 8 * 60 * MINUTE) / DAY);
    const key = JSON.stringify([appId, api, day]);
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    const quota = app.quotas.get(api);
    return quota !== undefined && count > quota ? error(45009, 'reach max api daily quota limit') : undefined;
  }

  #call(app: App, api: string, { query, body }: PlatformRequest): JsonObject {
    if (app.forbidden.has(api)) return error(48001, 'api unauthorized');
    switch (api) {
      case 'cgi-bin/user/info':
        return userInfo(app, query.get('openid') ?? '');
      case 'wxa/getpaidunionid':
        return this.#paidUnionId(app, query);
      case 'channels/ec/order/get': {
        const order = app.orders.get(scalar(jsonOf(body)['order_id']) ?? '');
        return order ? { errcode: 0, errmsg: 'ok', order } : error(100_001, 'order not found');
      }
      default:
        return error(40066, 'invalid url');
    }
  }

  #paidUnionId(app: App, query: URLSearchParams): JsonObject {
    const payment = app.payments.get(query.get('transaction_id') ?? '');
    if (!payment || this.#clock() - payment.paid > 5 * MINUTE) return error(89300, 'invalid order');
    if (payment.openId !== query.get('openid')) return error(40003, 'invalid openid');
    return app.isBound
      ? { errcode: 0, errmsg: 'ok', unionid: payment.unionId }
      : error(89002, 'not bind open platform');
  }
}

function userInfo(app: App, openId: string): JsonObject {
  const follower = app.followers.get(openId);
  if (!follower) return error(40003, 'invalid openid');
  if (!follower.subscribed) return { subscribe: 0, openid: openId };
  return {
    subscribe: 1,
    openid: openId,
    language: '',
    subscribe_time: 1_700_000_000,
    ...(follower.unionId !== undefined && { unionid: follower.unionId }),
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: follower.scene === undefined ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE',
    qr_scene: 0,
    qr_scene_str: follower.scene ?? '',
  };
}

function error(errcode: number, errmsg: string): JsonObject {
  return { errcode, errmsg: `${errmsg} rid: 6510fcad-3d8ae261-25861ec2` };
}

function jsonOf(body: string): JsonObject {
  const json = body === '' ? {} : parseJson(body);
  return isJsonObject(json) ? json : {};
}

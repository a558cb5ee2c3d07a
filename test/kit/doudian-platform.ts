import { createHmac } from 'node:crypto';
import { isJsonObject, type JsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import type { Clock } from '../../functions/shared/ports/ports.ts';
import { answered, FakePlatform, type PlatformAnswer, type PlatformRequest } from './platform.ts';

const LIFETIME_SECONDS = 7 * 24 * 3600;
const LATEST_SECONDS = 600;

/** Doudian's open platform with one app that one shop has made for itself: signed calls, tokens, orders. */
export class DoudianPlatform extends FakePlatform {
  readonly orders = new Map<string, JsonObject>();
  readonly #app: { readonly appKey: string; readonly appSecret: string; readonly shopId: string };
  readonly #clock: Clock;
  #token: { readonly value: string; readonly expires: number } | undefined;
  #tokens = 0;

  constructor(app: { readonly appKey: string; readonly appSecret: string; readonly shopId: string }, clock: Clock) {
    super();
    this.#app = app;
    this.#clock = clock;
  }

  /** Somebody has ended the token. */
  endToken(): void {
    this.#token = undefined;
  }

  protected respond(path: string, { query, body }: PlatformRequest): PlatformAnswer {
    const refusal = this.#refusal(query, body);
    if (refusal) return answered(refusal);
    const params = parseJson(body);
    if (!isJsonObject(params)) return answered(failed(40_003, 'isv.parameter-format-invalid'));
    switch (path) {
      case 'token/create':
        return answered(this.#create(params));
      case 'order/orderDetail':
        return answered(this.#detail(query.get('access_token'), params));
      default:
        return answered(failed(40_003, 'isv.method-invalid'));
    }
  }

  /** The signature covers the words and the body as they came. */
  #refusal(query: URLSearchParams, body: string): JsonObject | undefined {
    const { appKey, appSecret } = this.#app;
    const [method, timestamp] = [query.get('method') ?? '', query.get('timestamp') ?? ''];
    if (query.get('app_key') !== appKey) return failed(40_003, 'isv.app-id-invalid');
    if (Math.abs(this.#clock() / 1000 - Number(timestamp)) > LATEST_SECONDS)
      return failed(40_003, 'isv.timestamp-invalid');
    const text = `app_key${appKey}method${method}param_json${body}timestamp${timestamp}v${query.get('v') ?? ''}`;
    const sign = createHmac('sha256', appSecret)
      .update(appSecret + text + appSecret)
      .digest('hex');
    const isSigned = query.get('sign_method') === 'hmac-sha256' && query.get('sign') === sign;
    return isSigned ? undefined : failed(40_003, 'isv.signature-invalid');
  }

  #create({ grant_type: grant, shop_id: shop }: JsonObject): JsonObject {
    if (grant !== 'authorization_self' || shop !== this.#app.shopId)
      return failed(50_001, 'dop.token-generate-failed:shop-invalid');
    const now = this.#clock();
    if (!this.#token || this.#token.expires <= now) {
      this.#tokens += 1;
      this.#token = { value: `DOUDIAN_ACCESS_${this.#tokens}`, expires: now + LIFETIME_SECONDS * 1000 };
    }
    const { value, expires } = this.#token;
    return succeeded({ access_token: value, expires_in: Math.floor((expires - now) / 1000), shop_id: shop });
  }

  #detail(token: string | null, { shop_order_id: id }: JsonObject): JsonObject {
    if (!this.#token || token !== this.#token.value) return failed(40_003, 'isv.access-token-no-existed');
    if (this.#clock() >= this.#token.expires) return failed(40_003, 'isv.access-token-expired');
    const order = typeof id === 'string' ? this.orders.get(id) : undefined;
    return order ? succeeded({ shop_order_detail: order }) : failed(50_002, 'isv.business-failed:4');
  }
}

function succeeded(data: JsonObject): JsonObject {
  return { code: 10_000, msg: 'success', sub_code: '', sub_msg: '', data };
}

function failed(code: number, subCode: string): JsonObject {
  return { code, msg: 'failed', sub_code: subCode, sub_msg: 'failed' };
}

import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { Clock } from '../../functions/shared/ports/ports.ts';
import { answered, FakePlatform, type PlatformAnswer, type PlatformRequest } from './platform.ts';

export interface ExternalContact {
  /** 1: a user of WeChat; 2: of another corp's WeCom. */
  readonly type: 1 | 2;
  readonly name: string;
  readonly gender?: 0 | 1 | 2;
  readonly unionId?: string;
}

interface Corp {
  readonly secret: string;
  /** Undefined: calls from every address are taken. */
  addresses: readonly string[] | undefined;
  readonly contacts: Map<string, ExternalContact>;
  /** Customers of employees whom the app does not see. */
  readonly invisible: Set<string>;
  token: { readonly value: string; readonly expires: number } | undefined;
}

const LIFETIME = 7_200_000;

/** WeCom's API as its documents describe it: a token per app, the same for whoever asks while it lives; trusted addresses; customers. */
export class WecomPlatform extends FakePlatform {
  readonly corps = new Map<string, Corp>();
  readonly #clock: Clock;
  #tokens = 0;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  corp(corpId: string, secret: string): Corp {
    const corp: Corp = { secret, addresses: undefined, contacts: new Map(), invisible: new Set(), token: undefined };
    this.corps.set(corpId, corp);
    return corp;
  }

  protected respond(api: string, request: PlatformRequest): PlatformAnswer {
    return answered(this.#answer(api, request));
  }

  #answer(api: string, { query, address = '127.0.0.1' }: PlatformRequest): JsonObject {
    if (api === 'cgi-bin/gettoken') return this.#getToken(query);
    const token = query.get('access_token');
    const corp = [...this.corps.values()].find((one) => one.token?.value === token);
    if (!corp?.token) return error(40014, 'invalid access_token');
    if (this.#clock() >= corp.token.expires) return error(42001, 'access_token expired');
    if (corp.addresses && !corp.addresses.includes(address)) {
      return error(60020, `not allow to access from your ip, hint: [1], from ip: ${address}, more info`);
    }
    if (api !== 'cgi-bin/externalcontact/get') return error(48002, 'api forbidden');
    return contactOf(corp, query.get('external_userid') ?? '');
  }

  #getToken(query: URLSearchParams): JsonObject {
    const corp = this.corps.get(query.get('corpid') ?? '');
    if (!corp) return error(40013, 'invalid corpid');
    if (query.get('corpsecret') !== corp.secret) return error(40001, 'invalid credential');
    const now = this.#clock();
    if (!corp.token || corp.token.expires <= now) {
      this.#tokens += 1;
      corp.token = { value: `WECOM_ACCESS_${this.#tokens}`, expires: now + LIFETIME };
    }
    const expiresIn = Math.floor((corp.token.expires - now) / 1000);
    return { errcode: 0, errmsg: 'ok', access_token: corp.token.value, expires_in: expiresIn };
  }
}

function contactOf({ contacts, invisible }: Corp, id: string): JsonObject {
  const contact = contacts.get(id);
  if (invisible.has(id)) return error(60011, 'no privilege to access/modify contact/party/agent');
  if (!contact) return error(84061, 'not external contact');
  const { unionId, ...rest } = contact;
  return {
    errcode: 0,
    errmsg: 'ok',
    external_contact: {
      external_userid: id,
      avatar: 'https://avatar.example/1',
      ...rest,
      ...(unionId !== undefined && { unionid: unionId }),
    },
    follow_user: [{ userid: 'clerk01', remark: 'a remark' }],
  };
}

function error(errcode: number, errmsg: string): JsonObject {
  return { errcode, errmsg };
}

import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { Clock } from '../../functions/shared/ports/ports.ts';
import { answered, FakePlatform, type PlatformAnswer, type PlatformRequest } from './platform.ts';

const LIFETIME_SECONDS = 3600;
const LOGIN = 'auth/o2/token';

/** Login with Amazon and the Orders API, with one application that one seller has authorised. */
export class AmazonPlatform extends FakePlatform {
  readonly orders = new Map<string, JsonObject>();
  /** False: the application has no role that sees buyers. */
  maySeeBuyers = true;
  /** False: the seller has taken the authorisation back. */
  isAuthorised = true;
  readonly #secret: { readonly clientId: string; readonly clientSecret: string; readonly refreshToken: string };
  readonly #clock: Clock;
  readonly #tokens = new Map<string, number>();

  constructor(secret: { clientId: string; clientSecret: string; refreshToken: string }, clock: Clock) {
    super();
    this.#secret = secret;
    this.#clock = clock;
  }

  protected respond(path: string, { query, headers = {}, body }: PlatformRequest): PlatformAnswer {
    if (path === LOGIN) return this.#login(headers['content-type'] ?? '', new URLSearchParams(body));
    const expires = this.#tokens.get(headers['x-amz-access-token'] ?? '');
    if (expires === undefined) return failed(403, 'Access to requested resource is denied.');
    if (this.#clock() >= expires) return failed(403, 'The access token you provided has expired.');
    const order = this.orders.get(path.replace('orders/2026-01-01/orders/', ''));
    if (!order) return failed(404, 'The requested order was not found.');
    if (query.get('includedData') !== 'BUYER') return answered({ order: { ...order, buyer: null } });
    return this.maySeeBuyers ? answered({ order }) : failed(403, 'Access to requested resource is denied.');
  }

  #login(type: string, form: URLSearchParams): PlatformAnswer {
    const { clientId, clientSecret, refreshToken } = this.#secret;
    if (!type.startsWith('application/x-www-form-urlencoded'))
      return answered({ error: 'unsupported_media_type' }, 400);
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return answered({ error: 'invalid_client' }, 401);
    const isRefresh = form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === refreshToken;
    if (!isRefresh || !this.isAuthorised) return answered({ error: 'invalid_grant' }, 400);
    const token = `Atza|AN_ACCESS_${this.#tokens.size + 1}`;
    this.#tokens.set(token, this.#clock() + LIFETIME_SECONDS * 1000);
    return answered({ access_token: token, token_type: 'bearer', expires_in: LIFETIME_SECONDS });
  }
}

function failed(status: number, message: string): PlatformAnswer {
  return answered({ errors: [{ code: status === 404 ? 'NotFound' : 'Unauthorized', message, details: '' }] }, status);
}

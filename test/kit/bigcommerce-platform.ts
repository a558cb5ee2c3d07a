import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import { answered, FakePlatform, type PlatformAnswer, type PlatformRequest } from './platform.ts';

/** The REST API of one store of BigCommerce: customers as a list, an order by its address, and one token. */
export class BigcommercePlatform extends FakePlatform {
  readonly storeHash: string;
  token: string;
  /** False: the API account may not read. */
  mayRead = true;
  readonly customers = new Map<string, JsonObject>();
  readonly orders = new Map<string, JsonObject>();

  constructor(storeHash: string, token: string) {
    super();
    this.storeHash = storeHash;
    this.token = token;
  }

  /** The path of an API of the store, as its calls are counted. */
  path(api: string): string {
    return `stores/${this.storeHash}/${api}`;
  }

  protected respond(path: string, { method, headers = {}, query }: PlatformRequest): PlatformAnswer {
    if (headers['x-auth-token'] !== this.token) return answered({ status: 401, title: 'Unauthorized' }, 401);
    if (!this.mayRead) return answered({ status: 403, title: 'You don’t have a required scope' }, 403);
    if (method !== 'GET') return answered({ status: 405 }, 405);
    if (path === this.path('v3/customers')) return answered(this.#list(query.get('id:in') ?? ''));
    const [, id = ''] = /^v2\/orders\/(\d+)$/.exec(path.slice(this.path('').length)) ?? [];
    const order = this.orders.get(id);
    // The older version of the API answers with a list of errors.
    return order ? answered(order) : answered([{ status: 404, message: 'The requested resource was not found.' }], 404);
  }

  #list(ids: string): JsonObject {
    const data = ids.split(',').flatMap((id) => this.customers.get(id) ?? []);
    return { data, meta: { pagination: { total: data.length, count: data.length, per_page: 50, current_page: 1 } } };
  }
}

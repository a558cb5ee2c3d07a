import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { personName } from '../../person-name.ts';
import { mappingApplier } from '../../protocols/hmac/apply-mapping.ts';
import type { Happened, Mapping } from '../../protocols/hmac/mapping.ts';
import type { BigcommerceOptions } from './receive.ts';

/** Of `GET /v3/customers`. */
interface CustomerRecord {
  readonly id?: number;
  readonly email?: string;
  readonly phone?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly date_created?: string;
}

/** Of `GET /v2/orders/<id>`. */
interface OrderRecord {
  readonly id?: number;
  /** 0 of a guest. */
  readonly customer_id?: number;
  /** RFC 2822; of an order that was taken over from elsewhere, its own day. */
  readonly date_created?: string;
  readonly billing_address?: {
    readonly email?: string;
    readonly phone?: string;
    readonly first_name?: string;
    readonly last_name?: string;
    readonly city?: string;
    readonly state?: string;
    readonly country_iso2?: string;
  };
}

type Options = BigcommerceOptions;
const id = bigcommerceCustomerId('BigCommerce’s own API gives the id');
const NO_PROOF = 'BigCommerce has no mark for a confirmed address or phone';
const TYPED = 'typed at check-out, by whoever paid';

/** What an account of the store says. */
export const customerRecord: Mapping<CustomerRecord, Options> = {
  identities: [
    { ...id, path: 'id' },
    { kind: 'email', path: 'email', grade: 'claimed', why: NO_PROOF },
    { kind: 'mobile', path: 'phone', grade: 'claimed', why: NO_PROOF },
  ],
  profile: { name: (body) => personName(body['first_name'], body['last_name']), email: 'identity' },
  nameFrom: 'account',
  act: { kind: 'record', created: 'date_created' },
};

/** Who ordered. Which states of a payment mean that it is paid is not known for certain: no trigger is given. */
export const orderRecord: Mapping<OrderRecord, Options> = {
  identities: [
    { ...id, path: 'customer_id', value: (body) => (body['customer_id'] === 0 ? undefined : body['customer_id']) },
    { kind: 'email', path: 'billing_address.email', grade: 'claimed', why: TYPED },
    {
      kind: 'mobile',
      path: 'billing_address.phone',
      grade: 'claimed',
      why: TYPED,
      countries: ['billing_address.country_iso2'],
    },
  ],
  profile: {
    name: (body) => personName(billingOf(body)['first_name'], billingOf(body)['last_name']),
    city: 'billing_address.city',
    province: 'billing_address.state',
    email: 'identity',
  },
  nameFrom: 'beside-contact',
  act: { kind: 'order', created: (body) => fromRfc2822(body['date_created']) },
};

export const readBigcommerceCustomer = mappingApplier<Options>(customerRecord);
export const readOrder = mappingApplier<Options>(orderRecord);

/** The one customer of a list of one; undefined where the list is empty, or has another. */
export function bigcommerceCustomerIn(answer: JsonObject, wanted: string): JsonObject | undefined {
  const list = answer['data'];
  const [record] = Array.isArray(list) ? list : [];
  return isJsonObject(record) && scalar(record['id']) === wanted ? record : undefined;
}

export function orderIn(answer: JsonObject, wanted: string): JsonObject | undefined {
  return scalar(answer['id']) === wanted ? answer : undefined;
}

function billingOf(body: JsonObject): JsonObject {
  return isJsonObject(body['billing_address']) ? body['billing_address'] : {};
}

/** `Sat, 03 Mar 2018 02:35:28 +0000` in RFC 3339. */
function fromRfc2822(value: Json | undefined): string | undefined {
  if (typeof value !== 'string' || !/^\w{3}, \d\d? \w{3} 2\d{3} \d\d:\d\d:\d\d [+-]\d{4}$/.test(value))
    return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** A customer's id, wherever it stands: in an event, or in a record of the store. */
export function bigcommerceCustomerId<const Why extends string>(why: Why) {
  return { kind: 'bigcommerce-customer', grade: 'verified', why, scope: storeOf } as const;
}

function storeOf({ options, event }: Happened<BigcommerceOptions>): string {
  return options.storeHash ?? event.connection;
}

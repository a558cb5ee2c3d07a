import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';

/** The fields of Shopify's bodies that we read; which of them a body really has, each event decides. */
interface Address {
  readonly customer_id?: number;
  readonly default?: boolean;
  readonly phone?: string;
  readonly province?: string;
  readonly city?: string;
}

/** Of `customers/*`, and inside orders, checkouts and privacy requests. */
export interface ShopifyCustomer {
  readonly id?: number;
  readonly admin_graphql_api_id?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly verified_email?: boolean;
  readonly created_at?: string;
  readonly default_address?: Address;
  readonly addresses?: readonly Address[];
}

/** Of `orders/*` and `checkouts/*`. */
export interface PurchaseBody {
  readonly customer?: ShopifyCustomer;
  readonly email?: string;
  readonly contact_email?: string;
  readonly phone?: string;
  readonly customer_locale?: string;
  readonly created_at?: string;
  readonly processed_at?: string;
  readonly shipping_address?: Address;
  readonly billing_address?: Address;
  /** Who entered the order. */
  readonly user_id?: number;
}

export interface EmailConsentBody {
  readonly customer_id?: number;
  readonly email_address?: string;
}

export interface SmsConsentBody {
  readonly id?: number;
  readonly phone?: string;
}

export interface MergeBody {
  readonly admin_graphql_api_customer_kept_id?: string;
  readonly admin_graphql_api_customer_deleted_id?: string;
}

/**
 * Of the Events preview: what happened, and the answer to the query of the subscription, whose fields its author chooses
 * (GraphQL Admin API, `Customer`).
 */
export interface CustomerEventBody {
  readonly query_variables?: { readonly customerId?: string };
  readonly data?: {
    readonly customer?: {
      readonly id?: string;
      readonly email?: string;
      readonly phone?: string;
      readonly defaultEmailAddress?: { readonly emailAddress?: string };
      readonly defaultPhoneNumber?: { readonly phoneNumber?: string };
      readonly locale?: string;
      readonly createdAt?: string;
      readonly defaultAddress?: {
        readonly province?: string;
        readonly city?: string;
        readonly countryCodeV2?: string;
      };
    };
  };
}

/**
 * Events (developer preview) say in the signed body which resource and what happened to it; classic bodies have none of
 * the three together.
 */
export function isEvent(body: Json): body is JsonObject & { readonly topic: string; readonly action: string } {
  return (
    isJsonObject(body) && [body['topic'], body['action'], body['handle']].every((value) => typeof value === 'string')
  );
}

/** `customer/update` for the topic `Customer` and the action `update`; undefined for a classic body. */
export function typeOfEvent(body: Json): string | undefined {
  return isEvent(body) ? `${body.topic}/${body.action}`.toLowerCase() : undefined;
}

/** The global id of the customer that the subscription's query was asked for, else of the one that it answers. */
export function customerOfEvent(body: JsonObject): Json | undefined {
  return variableOfEvent(body) ?? answerOfEvent(body)?.['id'];
}

export function variableOfEvent(body: JsonObject): Json | undefined {
  const variables = body['query_variables'];
  return isJsonObject(variables) ? variables['customerId'] : undefined;
}

/** The customer as the query of the subscription answers it. */
export function answerOfEvent(body: JsonObject): JsonObject | undefined {
  const customer = isJsonObject(body['data']) ? body['data']['customer'] : undefined;
  return isJsonObject(customer) ? customer : undefined;
}

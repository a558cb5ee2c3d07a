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

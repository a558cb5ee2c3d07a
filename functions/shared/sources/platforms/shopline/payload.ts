interface Address {
  readonly phone?: string;
  readonly email?: string;
}

interface Contacts {
  readonly id?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Of `customers/*`: https://developer.shopline.com/docs/webhook/customers/customer-add */
export interface CustomerBody extends Contacts {
  readonly nick_name?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly addresses?: readonly Address[];
}

/** Of `orders/*`: https://developer.shopline.com/docs/webhook/order/orders-deletion, and the vendor's SDK for Go. */
export interface OrderBody {
  readonly id?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly customer?: Contacts;
  readonly customer_locale?: string;
  readonly shipping_address?: Address;
  readonly billing_address?: Address;
}

/** Of `customers/redact`. */
export interface RedactBody {
  readonly customer?: Contacts;
  readonly shop_domain?: string;
  readonly update_time?: string;
}

/** The fields of Stripe's events that we read; `data.object` is what the type names. */
interface EventBody<Resource> {
  readonly id?: string;
  readonly type?: string;
  readonly data?: { readonly object?: Resource; readonly previous_attributes?: Contacts };
}

interface Contacts {
  readonly email?: string;
  readonly phone?: string;
  readonly name?: string;
  readonly address?: { readonly country?: string };
}

export type CustomerEvent = EventBody<
  Contacts & {
    readonly id?: string;
    readonly created?: number;
    readonly preferred_locales?: readonly string[];
    readonly shipping?: { readonly phone?: string };
  }
>;

export type CheckoutEvent = EventBody<{
  readonly customer?: string;
  readonly created?: number;
  readonly customer_details?: Contacts;
  readonly locale?: string;
  readonly shipping_details?: { readonly phone?: string };
}>;

export type PaymentEvent = EventBody<{
  readonly customer?: string;
  readonly created?: number;
  readonly billing_details?: Contacts;
  readonly receipt_email?: string;
  readonly shipping?: { readonly phone?: string };
}>;

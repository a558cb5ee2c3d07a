interface Contacts {
  readonly phone?: string;
  readonly email?: string;
}

/** A customer: https://www.shoplazza.dev/reference/customer-5 */
export interface CustomerBody extends Contacts {
  readonly id?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly addresses?: readonly Contacts[];
}

/** An order: https://www.shoplazza.dev/reference/order-5 */
export interface OrderBody {
  readonly id?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly customer?: CustomerBody;
  readonly shipping_address?: Contacts;
  readonly billing_address?: Contacts;
}

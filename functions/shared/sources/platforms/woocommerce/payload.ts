interface Contacts {
  readonly email?: string;
  readonly phone?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly city?: string;
  readonly state?: string;
  /** ISO 3166, of two letters. */
  readonly country?: string;
}

/** A customer of the REST API v1 to v3. */
export interface CustomerBody {
  readonly id?: number;
  readonly email?: string;
  readonly date_created_gmt?: string;
  readonly billing?: Contacts;
  readonly shipping?: Contacts;
}

/** An order of the REST API v1 to v3. */
export interface OrderBody {
  readonly id?: number;
  readonly customer_id?: number;
  readonly date_created_gmt?: string;
  readonly billing?: Contacts;
  readonly shipping?: Contacts;
}

/** What a delivery tells: that something happened to an id. */
export interface ThinBody {
  /** The type: `store/customer/updated`. */
  readonly scope?: string;
  /** `stores/<hash>` */
  readonly producer?: string;
  readonly data?: {
    readonly type?: string;
    readonly id?: number;
    readonly address?: { readonly customer_id?: number };
  };
  /** Unix seconds. */
  readonly created_at?: number;
}

import type { Json, JsonObject } from '../../../json/lossless.ts';
import type { Happened } from '../../protocols/hmac/mapping.ts';
import type { ShopifyOptions } from './receive.ts';

const OWN_ID = 'Shopify gives the id and signs it';

/** Ids of customers are unique in a shop. */
export const shopOf = ({ options, event }: Happened<ShopifyOptions>): string => options.shop ?? event.connection;

/** The customer's own id in this shop, which Shopify vouches for. */
export function shopifyId<Path extends string>(
  path: Path,
  value: (body: JsonObject) => Json | undefined,
  why: string = OWN_ID,
) {
  return { kind: 'shopify-customer', path, value, scope: shopOf, grade: 'verified', why } as const;
}

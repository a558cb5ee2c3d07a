import { demoPerson, type SamplePerson } from '../../sample-person.ts';
import type { SampleContext } from '../../source.ts';

export interface InventedPerson extends SamplePerson {
  readonly id: number;
  readonly orderId: number;
  readonly addressId: number;
}

/** The same number gives the same person, another number another one. */
export function inventShopifyPerson(sequence: number): InventedPerson {
  return {
    ...demoPerson(sequence),
    id: 7_214_500_000_000 + sequence,
    orderId: 5_810_200_000_000 + sequence,
    addressId: 8_460_100_000_000 + sequence,
  };
}

export function gidOf(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}

/** Shopify writes times in the shop's time zone, without fractions of a second. */
export function sampleTimeOf({ now }: SampleContext): string {
  return `${new Date(now + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

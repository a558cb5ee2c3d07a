import { blanketMerge } from './blanket-merge.ts';
import type { Settings } from './guiyi/config.ts';
import { guiyiProduct } from './guiyi/guiyi.ts';
import type { Product } from './product.ts';
import { rudderstackProfiles } from './rudderstack-profiles.ts';
import { segmentUnify } from './segment-unify.ts';

export const productNames = ['guiyi', 'blanket', 'segment', 'rudderstack', 'oracle'] as const;
export type ProductName = (typeof productNames)[number];

/** A product as a thread can be told of it. */
export interface ProductChoice {
  readonly product: ProductName;
  /** Of Guiyi alone: what its configuration has beside the defaults, and how that is called in a table. */
  readonly settings?: Settings;
  readonly label?: string;
}

export function isProductName(name: string): name is ProductName {
  return productNames.some((known) => known === name);
}

/** @throws ConfigError where this build of Guiyi does not know a setting; the oracle, which reads no event, is none of these */
export function openProduct({ product, settings, label }: ProductChoice): Product | 'oracle' {
  switch (product) {
    case 'guiyi':
      return guiyiProduct(label, settings);
    case 'blanket':
      return blanketMerge;
    case 'segment':
      return segmentUnify;
    case 'rudderstack':
      return rudderstackProfiles;
    case 'oracle':
      return 'oracle';
  }
}

export function nameOf(choice: ProductChoice): string {
  const product = openProduct(choice);
  return product === 'oracle' ? 'perfect oracle' : product.name;
}

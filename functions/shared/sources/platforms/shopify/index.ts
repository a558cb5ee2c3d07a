import { defineSource } from '../../define-source.ts';
import { shopifyIdentity } from './identify.ts';
import { aboutShopify, shopify } from './receive.ts';
import { shopifySample } from './sample.ts';

export const shopifySource = defineSource(aboutShopify, shopify, shopifyIdentity, shopifySample);

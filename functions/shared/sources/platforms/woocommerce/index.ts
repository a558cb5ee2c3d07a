import { defineSource } from '../../define-source.ts';
import { woocommerceIdentity } from './identify.ts';
import { aboutWoocommerce, woocommerce } from './receive.ts';
import { woocommerceSample } from './sample.ts';

export const woocommerceSource = defineSource(aboutWoocommerce, woocommerce, woocommerceIdentity, woocommerceSample);

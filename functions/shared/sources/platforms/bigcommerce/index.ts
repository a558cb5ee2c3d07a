import { defineSource } from '../../define-source.ts';
import { bigcommerceEnrichment } from './enrich.ts';
import { bigcommerceIdentity } from './identify.ts';
import { aboutBigcommerce, bigcommerce } from './receive.ts';
import { bigcommerceSample } from './sample.ts';

export const bigcommerceSource = defineSource(
  aboutBigcommerce,
  bigcommerce,
  bigcommerceIdentity,
  bigcommerceSample,
  bigcommerceEnrichment,
);

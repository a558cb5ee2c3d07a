import { defineSource } from '../../define-source.ts';
import { amazonEnrichment } from './enrich.ts';
import { amazonIdentity } from './identify.ts';
import { aboutAmazon, amazon } from './receive.ts';
import { amazonSample } from './sample.ts';

export const amazonSource = defineSource(aboutAmazon, amazon, amazonIdentity, amazonSample, amazonEnrichment);

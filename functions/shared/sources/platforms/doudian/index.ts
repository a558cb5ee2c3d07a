import { defineSource } from '../../define-source.ts';
import { doudianEnrichment } from './enrich.ts';
import { doudianIdentity } from './identify.ts';
import { aboutDoudian, doudian } from './receive.ts';
import { doudianSample } from './sample.ts';

export const doudianSource = defineSource(aboutDoudian, doudian, doudianIdentity, doudianSample, doudianEnrichment);

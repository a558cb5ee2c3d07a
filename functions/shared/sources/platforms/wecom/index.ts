import { defineSource } from '../../define-source.ts';
import { wecomEnrichment } from './enrich.ts';
import { wecomIdentity } from './identify.ts';
import { aboutWecom, wecom } from './receive.ts';
import { wecomSample } from './sample.ts';

export const wecomSource = defineSource(aboutWecom, wecom, wecomIdentity, wecomSample, wecomEnrichment);

import { defineSource } from '../../define-source.ts';
import { kuaishouIdentity } from './identify.ts';
import { aboutKuaishou, kuaishou } from './receive.ts';
import { kuaishouSample } from './sample.ts';

export const kuaishouSource = defineSource(aboutKuaishou, kuaishou, kuaishouIdentity, kuaishouSample);

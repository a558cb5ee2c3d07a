import { defineSource } from '../../define-source.ts';
import { jdIdentity } from './identify.ts';
import { aboutJd, jd } from './receive.ts';
import { jdSample } from './sample.ts';

export const jdSource = defineSource(aboutJd, jd, jdIdentity, jdSample);

import { defineSource } from '../../define-source.ts';
import { weimobIdentity } from './identify.ts';
import { aboutWeimob, weimob } from './receive.ts';
import { weimobSample } from './sample.ts';

export const weimobSource = defineSource(aboutWeimob, weimob, weimobIdentity, weimobSample);

import { defineSource } from '../../define-source.ts';
import { pinduoduoIdentity } from './identify.ts';
import { aboutPinduoduo, pinduoduo } from './receive.ts';
import { pinduoduoSample } from './sample.ts';

export const pinduoduoSource = defineSource(aboutPinduoduo, pinduoduo, pinduoduoIdentity, pinduoduoSample);

import { defineSource } from '../../define-source.ts';
import { taobaoIdentity } from './identify.ts';
import { aboutTaobao, taobao } from './receive.ts';
import { taobaoSample } from './sample.ts';

export const taobaoSource = defineSource(aboutTaobao, taobao, taobaoIdentity, taobaoSample);

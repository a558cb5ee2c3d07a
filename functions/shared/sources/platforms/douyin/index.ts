import { defineSource } from '../../define-source.ts';
import { douyinIdentity } from './identify.ts';
import { aboutDouyin, douyin } from './receive.ts';
import { douyinSample } from './sample.ts';

export const douyinSource = defineSource(aboutDouyin, douyin, douyinIdentity, douyinSample);

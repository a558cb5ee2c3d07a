import { defineSource } from '../../define-source.ts';
import { xiaohongshuIdentity } from './identify.ts';
import { aboutXiaohongshu, xiaohongshu } from './receive.ts';
import { xiaohongshuSample } from './sample.ts';

export const xiaohongshuSource = defineSource(aboutXiaohongshu, xiaohongshu, xiaohongshuIdentity, xiaohongshuSample);

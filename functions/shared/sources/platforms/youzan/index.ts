import { defineSource } from '../../define-source.ts';
import { youzanIdentity } from './identify.ts';
import { aboutYouzan, youzan } from './receive.ts';
import { youzanSample } from './sample.ts';

export const youzanSource = defineSource(aboutYouzan, youzan, youzanIdentity, youzanSample);

import { defineSource } from '../../define-source.ts';
import { shoplineIdentity } from './identify.ts';
import { aboutShopline, shopline } from './receive.ts';
import { shoplineSample } from './sample.ts';

export const shoplineSource = defineSource(aboutShopline, shopline, shoplineIdentity, shoplineSample);

import { defineSource } from '../../define-source.ts';
import { stripeIdentity } from './identify.ts';
import { aboutStripe, stripe } from './receive.ts';
import { stripeSample } from './sample.ts';

export const stripeSource = defineSource(aboutStripe, stripe, stripeIdentity, stripeSample);

import { defineSource } from '../../define-source.ts';
import { shoplazzaIdentity } from './identify.ts';
import { aboutShoplazza, shoplazza } from './receive.ts';
import { shoplazzaSample } from './sample.ts';

export const shoplazzaSource = defineSource(aboutShoplazza, shoplazza, shoplazzaIdentity, shoplazzaSample);

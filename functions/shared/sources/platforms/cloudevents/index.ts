import { defineSource } from '../../define-source.ts';
import { cloudeventsIdentity } from './identify.ts';
import { aboutCloudevents, cloudevents } from './receive.ts';
import { cloudeventsSample } from './sample.ts';

export const cloudeventsSource = defineSource(aboutCloudevents, cloudevents, cloudeventsIdentity, cloudeventsSample);

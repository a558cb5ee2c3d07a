import { defineSource } from '../../define-source.ts';
import { brandEventsIdentity } from './identify.ts';
import { aboutBrandEvents, brandEvents } from './receive.ts';

export const brandEventsSource = defineSource(aboutBrandEvents, brandEvents, brandEventsIdentity);

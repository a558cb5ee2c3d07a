import { defineCheckUp, warnIf } from '../../check-up.ts';
import { options } from './settings.ts';

export const cloudeventsCheckUp = defineCheckUp({
  platform: 'cloudevents',
  options,
  settings: ({ allowedOrigins = [] }) =>
    warnIf(
      allowedOrigins.length === 0,
      'allowedOrigins',
      'every sender that asks by OPTIONS whether it may deliver is refused',
      'name the WebHook-Request-Origin of the sender, unless it delivers without asking',
    ),
});

import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const cloudeventsCheckUp = defineCheckUp({
  platform: 'cloudevents',
  options,
  settings: ({ allowedOrigins = [] }) =>
    allowedOrigins.length === 0
      ? [
          {
            check: 'options.allowedOrigins',
            verdict: 'warning',
            detail: 'every sender that asks by OPTIONS whether it may deliver is refused',
            fix: 'name the WebHook-Request-Origin of the sender, unless it delivers without asking',
          },
        ]
      : [],
});

import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const adobeCommerceWebhooksCheckUp = defineCheckUp({
  platform: 'adobe-commerce-webhooks',
  options,
  settings: ({ site }) =>
    site === undefined
      ? [
          {
            check: 'options.site',
            verdict: 'warning',
            detail: 'the connection’s name is the scope of customer ids: renaming it renames them all',
            fix: 'name the installation',
          },
        ]
      : [],
});

import { defineCheckUp, warnIf } from '../../check-up.ts';
import { options } from './settings.ts';

export const adobeCommerceWebhooksCheckUp = defineCheckUp({
  platform: 'adobe-commerce-webhooks',
  options,
  settings: ({ site }) =>
    warnIf(
      site === undefined,
      'site',
      'the connection’s name is the scope of customer ids: renaming it renames them all',
      'name the installation',
    ),
});

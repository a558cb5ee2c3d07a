import { defineCheckUp, warnIf } from '../../check-up.ts';
import { accountOf, askOrder } from './enrich.ts';
import { options } from './settings.ts';

export const amazonCheckUp = defineCheckUp({
  platform: 'amazon',
  options,
  settings: ({ sellerId }) =>
    warnIf(
      sellerId === undefined,
      'sellerId',
      'every seller of the application belongs to this connection',
      'name the seller',
    ),
  probe: (settings) => {
    const account = accountOf(settings);
    return account && askOrder(account, '000-0000000-0000000');
  },
});

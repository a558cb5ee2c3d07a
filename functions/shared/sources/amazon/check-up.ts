import { defineCheckUp } from '../check-up.ts';
import { accountOf, askOrder } from './enrich.ts';
import { options } from './settings.ts';

export const amazonCheckUp = defineCheckUp({
  platform: 'amazon',
  options,
  settings: ({ sellerId }) =>
    sellerId === undefined
      ? [
          {
            check: 'options.sellerId',
            verdict: 'warning',
            detail: 'every seller of the application belongs to this connection',
            fix: 'name the seller',
          },
        ]
      : [],
  probe: (settings) => {
    const account = accountOf(settings);
    return account && askOrder(account, '000-0000000-0000000');
  },
});

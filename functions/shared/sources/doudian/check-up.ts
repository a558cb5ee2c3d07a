import { defineCheckUp } from '../check-up.ts';
import { accountOf, askOrderDetail } from './enrich.ts';
import { options } from './settings.ts';

export const doudianCheckUp = defineCheckUp({
  platform: 'doudian',
  options,
  settings: ({ shopId }) =>
    shopId === undefined
      ? [
          {
            check: 'options.shopId',
            verdict: 'warning',
            detail: 'every shop that the app is authorised for belongs to this connection',
            fix: 'name the shop',
          },
        ]
      : [],
  secret: ({ appKey: inSecret }, { appKey }) => {
    const check = 'secret.appKey';
    if (appKey === undefined) return [];
    if (inSecret === appKey) return [{ check, verdict: 'ok', detail: 'that of the options' }];
    const detail = 'it is not the appKey of the options';
    return [{ check, verdict: 'problem', detail, fix: `both must be the key of one app: ${appKey}` }];
  },
  probe: (settings) => {
    const account = accountOf(settings);
    return account && askOrderDetail(account, '1');
  },
});

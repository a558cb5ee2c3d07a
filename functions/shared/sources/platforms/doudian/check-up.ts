import { defineCheckUp, warnIf } from '../../check-up.ts';
import { accountOf, askOrderDetail } from './enrich.ts';
import { options } from './settings.ts';

export const doudianCheckUp = defineCheckUp({
  platform: 'doudian',
  options,
  settings: ({ shopId }) =>
    warnIf(
      shopId === undefined,
      'shopId',
      'every shop that the app is authorised for belongs to this connection',
      'name the shop',
    ),
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

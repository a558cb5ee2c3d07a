import { hashOf } from '../../hash-signature.ts';
import { defineCheckUp } from '../../check-up.ts';
import { options, secret } from './settings.ts';

export const douyinCheckUp = defineCheckUp({
  platform: 'douyin',
  options,
  settings: ({ accountId, fromUserIsCustomer }) => [
    ...(accountId === undefined
      ? [
          {
            check: 'options.accountId',
            verdict: 'warning' as const,
            detail: 'every merchant who has authorised the app belongs to this connection',
            fix: 'name the merchant',
          },
        ]
      : []),
    ...(fromUserIsCustomer
      ? [
          {
            check: 'options.fromUserIsCustomer',
            verdict: 'warning' as const,
            detail: 'that from_user_id is the customer’s is not documented for Life Services',
            fix: 'compare it in the orders of two people: it must differ',
          },
        ]
      : []),
  ],
  urlCheck: (raw) => {
    const { clientSecret } = secret.parse(raw);
    const body = '{"event":"verify_webhook","client_key":"","content":{"challenge":12345}}';
    const headers = { 'content-type': 'application/json', 'x-douyin-signature': hashOf('sha1', clientSecret, body) };
    return {
      request: { method: 'POST', headers, rawQuery: '', body },
      answer: '{"challenge":12345}',
      withinMs: 5000,
    };
  },
});

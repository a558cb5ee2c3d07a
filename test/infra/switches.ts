import type { DeployableConfig } from '../../infra/deployment.ts';

export type Switch = NonNullable<DeployableConfig['deployment']>;

/** Each setting of `deployment` that changes what is deployed. */
export const switches: Readonly<Record<string, Switch>> = {
  "egress: 'fixed'": { egress: 'fixed' },
  'alarms: other thresholds, and silence': {
    alarms: { oldestEventMinutes: 60, breakerMinutes: 30, cases: 100, silentHours: { 'shop-cn': 24 } },
  },
  "encryptionKey: 'own'": { encryptionKey: 'own' },
  'dashboard: false': { dashboard: false },
  'domain: a name of the brand’s own': {
    domain: {
      name: 'hooks.tea-house.example',
      certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000000',
    },
  },
  'webAcl: a REST API behind WAF': { webAcl: { requestsPerAddress: 1000 } },
  'accessLogAddress: true': { accessLogAddress: true },
  "release: 'at-once'": { release: 'at-once' },
  'operators: the roles of people of this account, and another account': {
    operators: { principals: ['arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*', '444455556666'] },
  },
};

import type { DeployableConfig } from '../../infra/deployment.ts';

export type Switch = NonNullable<DeployableConfig['deployment']>;

/** Each setting of `deployment` that changes what is deployed. */
export const switches: Readonly<Record<string, Switch>> = {
  "egress: 'fixed'": { egress: 'fixed' },
  'alarms: other thresholds, and silence': {
    alarms: { oldestEventMinutes: 60, breakerMinutes: 30, cases: 100, silentHours: { 'shop-cn': 24 } },
  },
  'dashboard: false': { dashboard: false },
  "release: 'at-once'": { release: 'at-once' },
};

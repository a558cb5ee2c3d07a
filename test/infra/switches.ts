import type { DeployableConfig } from '../../infra/deployment.ts';

export type Switch = NonNullable<DeployableConfig['deployment']>;

/** Each setting of `deployment` that changes what is deployed. */
export const switches: Readonly<Record<string, Switch>> = {
  "egress: 'fixed'": { egress: 'fixed' },
};

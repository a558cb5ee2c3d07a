import { describe, expect, it } from 'vitest';
import { type DeployableConfig, readDeployment } from '../../infra/deployment.ts';

const config: DeployableConfig = { connections: { shop: {} }, cdp: { baseUrl: 'sandbox' } };

const all = () => true;

describe('the deployment of a configuration', () => {
  it('has defaults for everything', () => {
    expect(readDeployment(config, all)).toEqual({
      webhooks: ['shop'],
      connectionSecrets: ['shop'],
      cdpBaseUrl: undefined,
      architecture: undefined,
      logRetention: 30,
      deliverConcurrency: 5,
      inletSenders: [],
    });
  });

  it('makes one secret for two connections that share it', () => {
    const connections = { a: { secret: 'both' }, b: { secret: 'both' }, c: {} };
    expect(readDeployment({ ...config, connections }, all).connectionSecrets).toEqual(['both', 'c']);
  });

  it('gives a connection that does not sign neither an address nor a secret', () => {
    const connections = { shop: {}, app: {} };
    const deployment = readDeployment({ ...config, connections }, (name) => name === 'shop');
    expect(deployment).toMatchObject({ webhooks: ['shop'], connectionSecrets: ['shop'] });
  });

  it.each([
    { name: 'no connection', broken: { ...config, connections: {} }, says: /^connections: there is none/ },
    { name: 'a connection called cdp', broken: { ...config, connections: { cdp: {} } }, says: /belongs to the CDP/ },
    {
      name: 'a retention that CloudWatch does not have',
      broken: { ...config, deployment: { logRetentionDays: 31 } },
      says: /^deployment\.logRetentionDays: found 31; CloudWatch Logs takes 1, 3, 5, 7, 14, 30,/,
    },
    {
      name: 'a sender that is neither account nor service',
      broken: { ...config, deployment: { inletSenders: ['*'] } },
      says: /^deployment\.inletSenders: found "\*"; allowed: /,
    },
  ])('refuses $name', ({ broken, says }) => {
    expect(() => readDeployment(broken, all)).toThrow(says);
  });
});

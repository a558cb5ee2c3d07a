import { describe, expect, it } from 'vitest';
import { type DeployableConfig, readDeployment, type SecretReader } from '../../infra/deployment.ts';

const config: DeployableConfig = { connections: { shop: {} }, cdp: { baseUrl: 'https://cdp.example.com', token: {} } };

const signing: SecretReader = { signs: true, asks: false };
const read = (deployable: DeployableConfig, useOf = (_connection: string) => signing) =>
  readDeployment(deployable, useOf, 'guiyi.config.ts');

describe('the deployment of a configuration', () => {
  it('has defaults for everything', () => {
    expect(read(config)).toEqual({
      webhooks: ['shop'],
      webhookSecrets: ['shop'],
      inletSecrets: ['shop'],
      enrichmentSecrets: [],
      cdpBaseUrl: 'https://cdp.example.com',
      architecture: undefined,
      logRetention: 30,
      deliverConcurrency: 5,
      deliverSeconds: 210,
      fixedEgress: false,
      ownKey: false,
      alarms: {},
      dashboard: true,
      release: 'canary',
      domain: undefined,
      webAcl: undefined,
      accessLogAddress: false,
      inletSenders: [],
      operators: [],
      takeOver: undefined,
      mayHaveFormerItems: false,
      configDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      warnings: [],
    });
  });

  it('makes one secret for two connections that share it', () => {
    const connections = { a: { secret: 'both' }, b: { secret: 'both' }, c: {} };
    expect(read({ ...config, connections }).webhookSecrets).toEqual(['both', 'c']);
  });

  it('gives a connection that does not sign neither an address nor a secret', () => {
    const connections = { shop: {}, app: {} };
    const deployment = read({ ...config, connections }, (name) => ({ signs: name === 'shop', asks: false }));
    expect(deployment).toMatchObject({ webhooks: ['shop'], webhookSecrets: ['shop'], inletSecrets: ['shop'] });
  });

  it('keeps the secret of a connection that trusts the queue from the inlet', () => {
    const connections = { shop: {}, bus: { trust: 'queue' } } as const;
    expect(read({ ...config, connections })).toMatchObject({ webhookSecrets: ['shop', 'bus'], inletSecrets: ['shop'] });
  });

  it('gives a connection without a webhook a secret if it asks its platform', () => {
    const connections = { shop: {}, queue: {}, app: {} };
    const useOf = (name: string) => ({ signs: name === 'shop', asks: name !== 'app' });
    const deployment = read({ ...config, connections }, useOf);
    expect(deployment).toMatchObject({ webhookSecrets: ['shop'], enrichmentSecrets: ['shop', 'queue'] });
  });

  it.each([
    {
      name: 'a connection called cdp',
      broken: { ...config, connections: { cdp: {} } },
      says: 'connections.cdp: found the secret name "cdp"; allowed: any other name; this one is the secret of the CDP',
    },
    {
      name: 'a connection with the secret of the privacy key',
      broken: { ...config, connections: { shop: { secret: 'privacy' } } },
      says: 'connections.shop: found the secret name "privacy"; allowed: any other name; this one is the key of the hashes',
    },
    {
      name: 'a retention that CloudWatch does not have',
      broken: { ...config, deployment: { logRetentionDays: 31 } },
      says: 'deployment.logRetentionDays: found 31; allowed: 1, 3, 5, 7, 14, 30,',
    },
    {
      name: 'a sender that is neither account nor service',
      broken: { ...config, deployment: { inletSenders: ['444455556666', '*'] } },
      says: 'deployment.inletSenders.1: found "*"; allowed: an account id of 12 digits, or a service such as',
    },
  ])('refuses $name', ({ broken, says }) => {
    expect(() => read(broken)).toThrow(`guiyi.config.ts: ${says}`);
  });

  it('says all that is wrong at once', () => {
    const deployment = { logRetentionDays: 9999, inletSenders: ['*', 'me'] };
    expect(() => read({ ...config, deployment })).toThrow(
      /inletSenders\.0.*\n.*inletSenders\.1.*\n.*logRetentionDays: found 9999/,
    );
  });
});

import { describe, expect, it } from 'vitest';
import demo from '../../guiyi.config.ts';
import example from '../../examples/production/guiyi.config.ts';
import { checkConfig } from '../../functions/shared/config/check-config.ts';
import type { CdpConfig } from '../../functions/shared/config/define-config.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import type { Connections } from '../../functions/shared/sources/connection-config.ts';
import { requireRegion } from '../../infra/region-problems.ts';
import { deploymentOf } from '../../infra/deployment-of.ts';

const file = 'guiyi.config.ts';
const withCdp = (cdp: Partial<CdpConfig>) => ({ ...example, cdp: { ...example.cdp, ...cdp } });
const withConnections = (connections: Connections) => ({ ...example, connections });
const deploy = (config: typeof example) => deploymentOf(checkConfig(config, receivers, file), file);

describe('a configuration that must not be deployed is an error at synth, with the fix', () => {
  const { token: _, ...withoutToken } = example.cdp;

  it.each([
    {
      name: 'the sandbox in place of a tenant',
      config: withCdp({ baseUrl: 'sandbox' }),
      says: 'cdp.baseUrl: found "sandbox"; allowed: the https:// address of the tenant',
    },
    {
      name: 'a CDP on this machine',
      config: withCdp({ baseUrl: 'http://127.0.0.1:8788' }),
      says: 'cdp.baseUrl: found "http://127.0.0.1:8788"; allowed: the https:// address of the tenant',
    },
    ...['https://localhost:8443', 'https://127.0.0.1', 'https://[::1]', 'https://cdp.localhost'].map((baseUrl) => ({
      name: `this machine with a certificate, ${baseUrl}`,
      config: withCdp({ baseUrl }),
      says: `cdp.baseUrl: found "${baseUrl}"; allowed: the https:// address of the tenant`,
    })),
    {
      name: 'a tenant of which nobody has said how a token is had',
      config: { ...example, cdp: withoutToken },
      says: 'cdp.token: found nothing; allowed: how the tenant exchanges key and secret for a token',
    },
    {
      name: 'one secret for two platforms',
      config: withConnections({
        wechat: { source: 'wechat-official-account', options: { appId: 'wx0000000000000001' }, secret: 'main' },
        shop: { source: 'shopify', options: {}, secret: 'main' },
      }),
      says: 'connections.shop.secret: found "main", the secret of wechat (wechat-official-account) too; allowed: a secret of its own',
    },
    {
      name: 'a secret that happens to be called like another connection',
      config: withConnections({
        shop: { source: 'shopify', options: {} },
        till: { source: 'woocommerce', options: {}, secret: 'shop' },
      }),
      says: 'connections.till.secret: found "shop", the secret of shop (shopify) too',
    },
    {
      name: 'a connection of the demo beside real ones',
      config: withConnections({ ...example.connections, 'shopify-demo': { source: 'shopify', options: {} } }),
      says: 'connections: found shopify-demo of the demo',
    },
    {
      name: 'an account of the demo under another name',
      config: withConnections({
        wechat: { source: 'wechat-official-account', options: { appId: 'wx00d3m000d3m00001' } },
      }),
      says: 'connections: found wechat of the demo',
    },
  ])('$name', ({ config, says }) => {
    expect(() => deploy(config)).toThrow(`guiyi.config.ts: ${says}`);
  });

  it('the demo’s configuration, in three sentences that name the way out', () => {
    let said = '';
    try {
      deploymentOf(checkConfig(demo, receivers, file), file);
    } catch (error) {
      said = String(error);
    }
    expect(said.split('\n')).toHaveLength(3);
    expect(said).toContain('cdp.baseUrl');
    expect(said).toContain('cdp.token');
    expect(said).toContain('whose secrets are public');
    expect(said).toContain('examples/production/guiyi.config.ts');
  });

  it('the demo’s connections with a real tenant', () => {
    expect(() => deploy({ ...demo, cdp: { ...demo.cdp, ...example.cdp } })).toThrow('whose secrets are public');
  });
});

describe('what a configuration names of AWS must be where the stage is', () => {
  const certificate = (arn: string) => ({ domain: { name: 'hooks.tea-house.example', certificateArn: arn } });
  const operators = (...principals: string[]) => ({ operators: { principals } });

  it.each<readonly [string, Parameters<typeof requireRegion>[0], string, string | undefined]>([
    [
      'a certificate of the region',
      certificate('arn:aws:acm:eu-central-1:111122223333:certificate/c'),
      'eu-central-1',
      undefined,
    ],
    [
      'a certificate of another region',
      certificate('arn:aws:acm:us-east-1:111122223333:certificate/c'),
      'eu-central-1',
      'deployment.domain.certificateArn: found "arn:aws:acm:us-east-1:111122223333:certificate/c"; allowed: a certificate of ACM in the region of the stage: arn:aws:acm:eu-central-1:…',
    ],
    [
      'a certificate of the world, for a stage in China',
      certificate('arn:aws:acm:cn-north-1:111122223333:certificate/c'),
      'cn-north-1',
      'in the region of the stage: arn:aws-cn:acm:cn-north-1:…',
    ],
    [
      'an operator of China',
      operators('arn:aws-cn:iam::111122223333:role/support', '111122223333'),
      'cn-northwest-1',
      undefined,
    ],
    [
      'an operator of the world, for a stage in China',
      operators('111122223333', 'arn:aws:iam::111122223333:role/support'),
      'cn-northwest-1',
      'deployment.operators.principals.1: found "arn:aws:iam::111122223333:role/support"; allowed: an ARN that begins with "arn:aws-cn:"',
    ],
    [
      'an operator of China, for a stage elsewhere',
      operators('arn:aws-cn:iam::111122223333:user/lan'),
      'us-east-1',
      'an ARN that begins with "arn:aws:"',
    ],
    ['nothing of AWS', {}, 'cn-north-1', undefined],
  ])('%s', (_name, deployment, region, says) => {
    const judged = () => requireRegion(deployment, region, file);
    if (says === undefined) expect(judged).not.toThrow();
    else expect(judged).toThrow(says);
  });

  it('is not asked while nobody has chosen a region', () => {
    expect(() =>
      requireRegion(certificate('arn:aws:acm:us-east-1:111122223333:certificate/c'), undefined, file),
    ).not.toThrow();
  });
});

describe('a configuration that is deployed', () => {
  it('is the example of production, without a warning', () => {
    expect(deploy(example)).toMatchObject({ cdpBaseUrl: 'https://cdp.example.com', warnings: [] });
  });

  it('may give two connections of one platform one secret', () => {
    const shop = { source: 'shopify', options: {}, secret: 'shops' } as const;
    expect(deploy(withConnections({ a: shop, b: shop })).webhookSecrets).toEqual(['shops']);
  });

  it('may have a connection without a secret called like another’s', () => {
    const crm = { source: 'brand-events', options: {}, trust: 'queue', secret: 'shop' } as const;
    expect(deploy(withConnections({ shop: { source: 'shopify', options: {} }, crm })).webhookSecrets).toEqual(['shop']);
  });
});

describe('an enrichment without a fixed address, where the platform has an allow list, is a warning', () => {
  const appId = 'wx0000000000000001';

  it.each<[string, Connections[string], string]>([
    ['WeChat', { source: 'wechat-official-account', options: { appId }, enrich: {} }, 'IP 白名单'],
    ['WeCom', { source: 'wecom', options: { corpId: 'ww0000000000000001' }, enrich: {} }, '企业可信IP'],
    ['Doudian', { source: 'doudian', options: { shopId: '1', appKey: '70000001' }, enrich: {} }, '白名单'],
  ])('%s', (_platform, connection, list) => {
    const { warnings } = deploy(withConnections({ account: connection }));
    expect(warnings).toEqual([expect.stringMatching(`^account: .*${list}.*docs/enrichment.md`)]);
  });

  it('none where the functions have a fixed address', () => {
    const connections: Connections = {
      account: { source: 'wechat-official-account', options: { appId }, enrich: {} },
    };
    expect(deploy({ ...example, connections, deployment: { egress: 'fixed' } }).warnings).toEqual([]);
  });

  it.each<[string, Connections[string]]>([
    [
      'BigCommerce takes calls from everywhere',
      { source: 'bigcommerce', options: { storeHash: 'abcde12345' }, enrich: {} },
    ],
    [
      'a proxy with an address of its own is named',
      { source: 'wechat-official-account', options: { appId }, enrich: { baseUrl: 'https://proxy.example' } },
    ],
    ['nobody is asked', { source: 'wechat-official-account', options: { appId } }],
  ])('none where %s', (_case, connection) => {
    expect(deploy(withConnections({ account: connection })).warnings).toEqual([]);
  });
});

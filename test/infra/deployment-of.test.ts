import { expect, it } from 'vitest';
import type { ConnectionConfig } from '../../functions/shared/sources/connection-config.ts';
import { deploymentOf } from '../../infra/deployment-of.ts';
import example from '../../examples/production/guiyi.config.ts';

const appId = 'wx0000000000000001';
const official: ConnectionConfig = { source: 'wechat-official-account', options: { appId } };
const pay: ConnectionConfig = { source: 'wechat-pay', options: { appId } };
const brand: ConnectionConfig = { source: 'brand-events', options: {}, trust: 'queue' };
const read = (connections: Readonly<Record<string, ConnectionConfig>>) =>
  deploymentOf({ ...example, connections }, 'guiyi.config.ts');

it('brand events have no webhook and no secret', () => {
  expect(read({ official, brand })).toMatchObject({ webhooks: ['official'], webhookSecrets: ['official'] });
});

it('delivery gets the secrets whose credentials it asks with, and no other', () => {
  const enrich = {};
  // WeChat Pay has no API of its own to ask, and asks with the credentials of the official account.
  const deployment = read({ official: { ...official, enrich }, pay: { ...pay, enrich }, other: official, brand });
  expect(deployment.enrichmentSecrets).toEqual(['official']);
});

it('of two connections of one account the first gives its credentials', () => {
  const enrich = {};
  expect(read({ a: { ...official, enrich }, b: { ...official, enrich } }).enrichmentSecrets).toEqual(['a']);
});

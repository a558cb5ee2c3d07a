import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const config = {
  connections: {
    shop: { source: 'shopify', options: {} },
    'shop-eu': { source: 'shopify', options: {}, secret: 'shops' },
    'shop-us': { source: 'shopify', options: {}, secret: 'shops' },
    account: { source: 'wechat-official-account', options: { appId: 'wx0000000000000001' }, enrich: {} },
    crm: { source: 'brand-events', options: {}, trust: 'queue' },
  },
  cdp: {
    baseUrl: 'https://cdp.example.com',
    token: { path: '/token', tokenPath: 'data.token', expiresInPath: 'data.expiresIn' },
    identityTypes: { mobile: { code: 'mobile', value: 'bare' } },
  },
};

/** The file of a configuration with connections of every kind that matters to secrets and addresses. */
export const stageConfig = join(mkdtempSync(join(tmpdir(), 'guiyi-stage-')), 'stage.config.mjs');
writeFileSync(stageConfig, `export default ${JSON.stringify(config)};\n`);

import { describe, expect, test } from 'vitest';
import { banner } from '../../../local/host/banner.ts';

const urls = {
  url: 'http://127.0.0.1:8787',
  desk: 'http://127.0.0.1:8788',
  webhooks: { shop: 'http://127.0.0.1:8787/webhooks/shop' },
  cdp: 'http://127.0.0.1:8788/openapi',
  api: 'http://127.0.0.1:8788/api',
  console: 'http://127.0.0.1:8788/#token=t',
};
const settings = {
  data: '.guiyi',
  config: 'guiyi.config.ts',
  port: 8787,
  deskPort: 8788,
  language: 'en',
  bundles: false,
} as const;

describe('the banner of npm start', () => {
  test('says that nothing leaves this machine where the CDP is the sandbox', () => {
    expect(banner(urls, settings)).toContain(
      'CDP      http://127.0.0.1:8788/openapi (sandbox: nothing leaves this machine)\n',
    );
  });

  test('says where events are written where the configuration names a tenant', () => {
    const text = banner({ ...urls, cdp: 'https://cdp.tea-house.example' }, settings);
    expect(text).toContain(
      'CDP      https://cdp.tea-house.example (your tenant: what is delivered is written there)\n',
    );
    expect(text).not.toContain('nothing leaves');
  });

  test('says of bundles where they are, and that nothing is kept', () => {
    const text = banner(urls, { ...settings, bundles: true });
    expect(text).toContain('  functions  built in .guiyi/bundles/, as a deploy would;');
    expect(text).toContain('  state      none: it ends with this process\n');
    expect(banner(urls, settings)).toContain('  state    .guiyi/ (kept; --fresh throws it away)\n');
  });
});

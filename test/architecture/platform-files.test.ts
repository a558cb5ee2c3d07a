import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it, test } from 'vitest';

const platforms = 'functions/shared/sources/platforms';
const folders = readdirSync(platforms).filter((name) => !name.includes('.'));

/** What a platform's folder may hold; docs/new-source.md says what stands in each. */
const named = ['receive', 'identify', 'sample', 'index', 'enrich', 'events', 'fields', 'payload'];

/** What does not fit into these: their files would be too long, or would carry into one bundle what only another needs. */
const beside: Readonly<Record<string, readonly string[]>> = {
  // A delivery and a handshake are proved in two ways, and a site is a scope of its own.
  'adobe-io-events': ['handshake', 'signature', 'site'],
  'brand-events': ['profile', 'wechat-phone'],
  // Its API is asked under the same signature as it signs with; its error codes are many.
  doudian: ['doudian-api', 'doudian-errors', 'request-signature', 'signature'],
  kuaishou: ['cipher'],
  // Customers, orders, consents and erasure, over webhooks and over EventBridge.
  shopify: [
    'consents',
    'customers',
    'erasure',
    'event-bridge',
    'event-customers',
    'events-preview',
    'sample-bodies',
    'sample-people',
    'shop-ids',
  ],
  // Events that name nobody are many, and the webhook does not need to know why.
  'wechat-mini-program': ['acknowledge', 'silent-events'],
  'wechat-official-account': ['silent-events'],
  'wechat-store': ['silent-events'],
  wecom: ['credentials', 'silent-events', 'wecom-api', 'wecom-errors'],
  // Signed by certificates, sealed by a key, many sorts of notification.
  'wechat-pay': ['event-id', 'notification', 'sample-key', 'sample-resources', 'signature', 'signing-keys'],
  // Messages of customers come in a form of their own.
  youzan: ['customer-message', 'customer'],
};

const LONGEST = 250;

test.each(folders)('%s holds the named files, and what is allowed beside them', (name) => {
  const files = readdirSync(`${platforms}/${name}`).map((file) => basename(file, '.ts'));
  expect(files).toEqual(expect.arrayContaining(['identify', 'index', 'receive']));
  expect(files.filter((file) => !named.includes(file)).toSorted()).toEqual((beside[name] ?? []).toSorted());
});

describe('the files of platforms', () => {
  it('are short', () => {
    const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;
    expect(globSync(`${platforms}/*/*.ts`).filter((file) => lines(file) > LONGEST)).toEqual([]);
  });

  it('are the named ones alone in most folders', () => {
    expect(folders.length - Object.keys(beside).length).toBeGreaterThanOrEqual(Object.keys(beside).length);
  });
});

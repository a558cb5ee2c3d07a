import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it, test } from 'vitest';

const platforms = 'functions/shared/sources/platforms';
const folders = readdirSync(platforms).filter((name) => !name.includes('.'));

/** What a platform's folder may hold; docs/new-source.md says what stands in each. */
const named = ['receive', 'identify', 'sample', 'index', 'enrich', 'events', 'fields', 'payload'];

/** What would make one of these too long. */
const beside: Readonly<Record<string, readonly string[]>> = {
  // Signed with keys of which the delivery names the certificates.
  'adobe-io-events': ['signature'],
  // Customers in three forms of body, over webhooks and over EventBridge.
  shopify: ['customers', 'sample-bodies'],
  // Signed with certificates or public keys; its notifications are of many sorts, which say when they happened in many fields.
  'wechat-pay': ['sample-resources', 'signature', 'times'],
};

const LONGEST = 250;

test.each(folders)('%s holds the named files, and what is allowed beside them', (name) => {
  const files = readdirSync(`${platforms}/${name}`).map((file) => basename(file, '.ts'));
  expect(files).toEqual(expect.arrayContaining(['identify', 'index', 'receive']));
  expect(files.filter((file) => !named.includes(file)).toSorted()).toEqual((beside[name] ?? []).toSorted());
});

test.each(['github-style', 'shoplazza', 'shopline', 'standard-webhooks', 'stripe', 'woocommerce', 'xiaohongshu'])(
  '%s, an ordinary platform, has four files',
  (name) => {
    expect(readdirSync(`${platforms}/${name}`).toSorted()).toEqual([
      'identify.ts',
      'index.ts',
      'receive.ts',
      'sample.ts',
    ]);
  },
);

describe('the files of platforms', () => {
  it('are short', () => {
    const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;
    expect(globSync(`${platforms}/*/*.ts`).filter((file) => lines(file) > LONGEST)).toEqual([]);
  });
});

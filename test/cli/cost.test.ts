import { describe, expect, test } from 'vitest';
import { runGuiyi } from './run-guiyi.ts';

describe('npx guiyi cost', () => {
  test('says item by item what the standard mix costs, and by what prices', async () => {
    const { code, out } = await runGuiyi(['cost', '--mix', 'standard', '--events', '1e6', '--region', 'us-east-1']);
    expect(code).toBe(0);
    expect(out).toMatch(/^1,000,000 events of the mix standard in us-east-1, USD\n/);
    expect(out).toMatch(/\nDynamoDB, ledger, written +[\d.]+ units +[\d.]+\n/);
    expect(out).toMatch(/\nTogether \d+\.\d\d USD\.\n/);
    expect(out).toMatch(/\nList prices of 20\d\d-\d\d-\d\d without any free tier: https:/);
  });

  test('says which prices of AWS China are missing', async () => {
    const { out } = await runGuiyi(['cost', '--region', 'cn-north-1']);
    expect(out).toMatch(/\nHTTP API .* no price known\n/);
    expect(out).toMatch(/\nOf what has a price here, .* CNY: not all of it\.\n/);
  });

  test.each([
    [['--mix', 'none'], 'there are standard, new-orders'],
    [['--region', 'eu-north-1'], 'there are us-east-1'],
    [['--events', 'many'], 'a number above 0'],
    [['--batch', '11'], 'at most 10'],
  ])('%j is refused', async (options, words) => {
    const { code, err } = await runGuiyi(['cost', ...options]);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

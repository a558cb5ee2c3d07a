import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../functions/shared/config/check-config.ts';
import { ConfigError } from '../../functions/shared/config/problem.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { configErrorText } from '../../operations/config-error-text.ts';
import { configTextInChinese } from '../../operations/config-text-in-chinese.ts';

const cdp = { baseUrl: 'sandbox', identityTypes: { mobile: { code: 'mobile', value: 'bare' } } };
const shop = { source: 'shopify', options: {} };

function errorOf(raw: unknown): ConfigError {
  try {
    checkConfig(raw, receivers, 'guiyi.config.ts');
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration is right');
}

test.each([
  [
    { connections: { a: { source: 'shopfy', options: {} } }, cdp },
    /^guiyi\.config\.ts：connections\.a\.source：现为 "shopfy"；应为 "adobe-.*；是不是 "shopify"？$/,
  ],
  [{ connections: { a: shop }, cdp, dor: {} }, /：dor：现为 未知的键；应为 "connections", .*；是不是 "door"？$/],
  [undefined, /^guiyi\.config\.ts：（顶层）：现为 空；应为 对象$/],
  [
    { connections: { a: shop }, cdp, guards: { customersPerValue: 0 } },
    /guards\.customersPerValue：现为 0；应为 大于 0$/,
  ],
  [{ connections: { 'A B': shop }, cdp }, /现为 "A B"；应为 由小写字母、数字和连字符组成的名称$/],
])('%j is said in Chinese, with its path and values as they are', (raw, expected) => {
  expect(configErrorText(errorOf(raw), 'zh')).toMatch(expected);
  expect(configErrorText(errorOf(raw), 'en')).toBe(errorOf(raw).message);
});

/** The words of a schema: the second argument of a check. */
const WORDS = /(?:z\.(?:regex|refine)\((?:[^'\n]|\n)*?|fails?\()'([^'\n]* [^'\n]*)'\s*,?\s*\)/g;

describe('what a schema demands has its Chinese', () => {
  const files = globSync('functions/shared/{config,sources,schema}/**/*.ts').filter(
    (file) => !file.endsWith('sample.ts'),
  );
  const demands = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(WORDS)].map(([, words = '']) => [words, file] as const),
  );

  test('in every schema of configurations and secrets', () => {
    expect(demands.length).toBeGreaterThan(25);
    const missing = demands.filter(([words]) => configTextInChinese(words) === words);
    expect(missing, 'add the Chinese in operations/config-text-in-chinese.ts').toEqual([]);
  });
});

import { existsSync, globSync, readFileSync } from 'node:fs';
import { type Argument, type ArrayExpressionElement, type Expression, parseSync, Visitor } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { reasons } from '../../functions/shared/reasons/reasons.ts';
import { detailInChinese } from '../../operations/chinese/detail-in-chinese.ts';
import { englishIn } from '../cli/language/english-in.ts';

// What the functions write beside a reason is read by people, in the language that they have chosen.

type Node = Expression | Argument | ArrayExpressionElement;

/** Stands for what differs from event to event. */
const VALUE = 'x1';

function textsOf(node: Node | null): readonly string[] {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      // What is glued to a word at the end may be missing: `value${hint}`.
      return [
        node.quasis
          .map(({ value }) => value.cooked ?? '')
          .join(VALUE)
          .replace(/(?<=\w)x1$/, ''),
      ];
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)];
    default:
      return [];
  }
}

const isReason = (node: Node | null) => textsOf(node).some((text) => Object.hasOwn(reasons, text));

/** The texts that a file writes beside a reason, or under the name of a detail. */
function detailsIn(file: string): readonly string[] {
  const found: Node[] = [];
  const besideReason = (nodes: readonly (Node | null)[]) => {
    if (nodes.some(isReason))
      found.push(...nodes.filter((node) => node !== null && !isReason(node)).flatMap((node) => node ?? []));
  };
  new Visitor({
    CallExpression: ({ arguments: given }) => besideReason(given),
    ArrayExpression: ({ elements }) => besideReason(elements),
    Property({ key, value }) {
      if (key.type === 'Identifier' && ['detail', 'because'].includes(key.name)) found.push(value as Expression);
    },
    VariableDeclarator({ id, init }) {
      if (id.type === 'Identifier' && id.name === 'detail' && init) found.push(init);
    },
  }).visit(parseSync(file, readFileSync(file, 'utf8')).program);
  return found.flatMap(textsOf);
}

/** A platform that is being written has no page in Chinese yet, and its details are not translated either. */
function isPublished(file: string): boolean {
  const [, platform] = /platforms\/([\w-]+)\//.exec(file) ?? [];
  return platform === undefined || existsSync(`docs/zh/sources/${platform}.md`);
}

const files = globSync('functions/**/*.ts')
  .filter((file) => !/generated|reasons\/|release\/|sample/.test(file) && isPublished(file))
  .toSorted();
const details = [...new Set(files.flatMap(detailsIn))].filter((text) => /[a-z]{2,} [a-z]{2,}/i.test(text));

test('every detail that the functions write beside a reason has its Chinese', () => {
  expect(details.length).toBeGreaterThan(180);
  expect(details.filter((text) => englishIn(detailInChinese(text) ?? text).length > 0)).toEqual([]);
});

describe('a detail in Chinese', () => {
  test.each([
    ['no header X-Shopify-Hmac-Sha256', '没有请求头 X-Shopify-Hmac-Sha256'],
    ['the order names no buyer', '订单没有写明买家'],
    ['given up after 7 days: the push is not JSON', '7 天后放弃：推送不是 JSON'],
    [
      'tag 101 gives no identity: an order was shipped, and the message names no buyer',
      'tag 101 没有身份：订单已发货，消息没有写明买家',
    ],
    [
      'the Content-Encoding is neither gzip nor deflate; no header x-sign',
      'Content-Encoding 既不是 gzip，也不是 deflate；没有请求头 x-sign',
    ],
    ['user/info: credentials (40001): WeChat is busy', 'user/info：credentials (40001)：微信系统繁忙'],
    ['event 3 of a batch of 7: the body is no object', '一批 7 个事件中的第 3 个：正文不是对象'],
    ['a b without a usable openid: data.a: masked', 'a b 没有可用的 openid：data.a: masked'],
  ])('%s', (english, chinese) => {
    expect(detailInChinese(english)).toBe(chinese);
  });

  test('what another program has said stays as it is', () => {
    expect(detailInChinese('ECONNRESET: socket hang up')).toBeUndefined();
  });
});

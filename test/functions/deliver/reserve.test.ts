import { expect, test } from 'vitest';
import { reserveMs } from '../../../functions/deliver/reserve.ts';
import { demoConfig } from '../../kit/demo.ts';
import { wechatConfig } from '../../kit/wechat-world.ts';

/** Of the deliver function, in the stack and on one machine. */
const FUNCTION_MS = 60_000;

test.each([
  ['as it comes', demoConfig(), 20_000],
  ['with questions to platforms', wechatConfig(), 23_000],
  ['with the most patience that a configuration may have', longest(), 50_000],
])('%s: what one event may take fits into the time of the function', (_name, config, expected) => {
  expect(reserveMs(config)).toBe(expected);
  expect(expected).toBeLessThan(FUNCTION_MS);
});

function longest() {
  const config = wechatConfig({ enrich: { timeoutSeconds: 10 } });
  return demoConfig({ connections: config.connections }, { timeoutSeconds: 20 });
}

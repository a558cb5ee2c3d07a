import { expect, test } from 'vitest';
import { reserveMs } from '../../../functions/deliver/reserve.ts';
import { deliverSeconds } from '../../../functions/shared/config/delivery-time.ts';
import { longestLookUpMs } from '../../../functions/shared/enrichment/open-enrichment.ts';
import { demoConfig } from '../../kit/demo.ts';
import { wechatConfig } from '../../kit/wechat-world.ts';

test.each([
  ['as it comes', demoConfig(), 190_000, 210],
  ['with questions to platforms', wechatConfig(), 193_000, 213],
  ['with the most patience that a configuration may have', longest(), 390_000, 410],
])('%s: what one event may take fits into the time of the function', (_name, config, longestMs, seconds) => {
  expect(reserveMs(config)).toBe(longestMs);
  expect(deliverSeconds(config, longestLookUpMs(config))).toBe(seconds);
});

function longest() {
  const config = wechatConfig({ enrich: { timeoutSeconds: 10 } });
  return demoConfig({ connections: config.connections }, { timeoutSeconds: 20 });
}

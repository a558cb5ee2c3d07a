import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { BREAKER_KEY } from '../../../functions/shared/ports/breaker-key.ts';
import { closedBreaker, tripped } from '../../../functions/shared/breaker/state.ts';
import { member } from './requests.ts';
import type { Stage } from './stage.ts';

export function breakerRuns({ world, acts, settle, customerOf }: Stage): void {
  const { breaker, deliver } = world.functions;
  const turn = async () => {
    const answer = await breaker.invoke({});
    world.lambda.settle();
    return answer;
  };

  describe('the breaker', () => {
    test('turns where all is well, and changes nothing', async () => {
      expect(await turn()).toEqual({ state: 'closed' });
      expect(world.lambda.changes).toEqual([]);
    });

    test('opened by delivery, it stops the mapping, probes, delivers one batch and starts it again', async () => {
      const opened = tripped(closedBreaker, { reason: 'cdp-unavailable', detail: 'e', now: Date.now() - 120_000 });
      const { GUIYI_LEDGER_TABLE } = deliver.environment;
      // The state as delivery would have left it two minutes ago.
      const item = { key: { S: BREAKER_KEY }, v: { N: '1' }, state: { S: JSON.stringify(opened) } };
      await new DynamoDBClient().send(new PutItemCommand({ TableName: GUIYI_LEDGER_TABLE, Item: item }));
      await acts.send('inlet', JSON.stringify(member('M0005-tried')));
      await acts.drain('inlet');
      expect(await turn()).toEqual({ state: 'recovering' });
      expect(await customerOf('M0005-tried')).toMatch(/^\d{19}$/);
      expect(await turn()).toEqual({ state: 'recovering' });
      expect(world.lambda.changes).toEqual([
        { Enabled: false, ScalingConfig: { MaximumConcurrency: 5 } },
        { Enabled: true, ScalingConfig: { MaximumConcurrency: 2 } },
      ]);
      await settle();
    });
  });
}

import type { WebhookRequest } from '../../../functions/shared/http/webhook-request.ts';
import { openSandboxClient } from '../../end-to-end/sandbox-client.ts';
import { type Acts, actsOn } from '../acts.ts';
import type { World } from '../world.ts';
import { type Requests, requestsOf } from './requests.ts';

/** What the runs have in common. */
export interface Stage {
  readonly world: World;
  readonly acts: Acts;
  readonly requests: Requests;
  /** The customer that the CDP knows under a member number. */
  readonly customerOf: (number: string) => Promise<string | undefined>;
  /** A webhook as a bridge puts it into the inlet queue. */
  readonly bridge: (connection: string, request: WebhookRequest) => Promise<void>;
  /** Everything that waits goes through inlet and deliver. */
  readonly settle: () => Promise<void>;
}

export async function openStage(world: World): Promise<Stage> {
  const acts = actsOn(world);
  const cdp = await openSandboxClient(world.cdp.url);
  return {
    world,
    acts,
    requests: requestsOf(world.brand),
    customerOf: (number) => cdp.customerOf('member-no', number),
    bridge: async (connection, { headers, rawQuery, body }) => {
      const query = rawQuery === '' ? {} : { query: rawQuery };
      const attributes = { connection, headers: JSON.stringify(headers), encoding: 'base64', ...query };
      await acts.send('inlet', Buffer.from(body).toString('base64'), { as: 'account', attributes });
    },
    settle: async () => {
      await acts.drain('inlet');
      await acts.drain('deliver');
    },
  };
}

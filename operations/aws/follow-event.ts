import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { journalIndexes, recentPartition } from '../../functions/shared/ports/journal-keys.ts';
import type { Deployed } from '../deployed.ts';
import { inAccount } from './account-error.ts';

/** How an event stands in the journal. */
export interface FollowedState {
  readonly state: string;
  readonly reason: string | undefined;
}

/** The state of an event of today, among the newest of its connection; undefined while it is not there. @throws AccountError */
export async function readEventState(
  { region, journalTable }: Deployed,
  connection: string,
  event: string,
  now: number,
): Promise<FollowedState | undefined> {
  const client = new DynamoDBClient({ region });
  const { Items = [] } = await inAccount('read the journal', async () =>
    client.send(
      new QueryCommand({
        TableName: journalTable,
        IndexName: journalIndexes.recent,
        KeyConditionExpression: '#recent = :recent',
        ExpressionAttributeNames: { '#recent': 'recent' },
        ExpressionAttributeValues: { ':recent': { S: recentPartition(connection, new Date(now).toISOString()) } },
        ScanIndexForward: false,
        Limit: 50,
      }),
    ),
  );
  const found = Items.find(({ id }) => id?.S === event);
  return found && { state: found['state']?.S ?? '', reason: found['reason']?.S };
}

const probeAnswer = z.object({ answered: z.boolean(), detail: z.optional(z.string()) });
export type FollowedProbe = z.infer<typeof probeAnswer>;

/** Lets the deliver function ask the CDP, from where it calls it and with its own key. @throws AccountError */
export async function probeDeployedCdp({ region, functions }: Deployed): Promise<FollowedProbe> {
  const client = new LambdaClient({ region, maxAttempts: 1 });
  const { FunctionError, Payload } = await inAccount('invoke the deliver function', async () =>
    client.send(
      new InvokeCommand({
        FunctionName: functions.deliver,
        Qualifier: 'live',
        Payload: Buffer.from(JSON.stringify({ probe: 'cdp' })),
      }),
    ),
  );
  if (FunctionError !== undefined) return { answered: false, detail: `the deliver function failed (${FunctionError})` };
  const parsed = probeAnswer.safeParse(JSON.parse(Buffer.from(Payload ?? []).toString() || 'null'));
  return parsed.success ? parsed.data : { answered: false, detail: 'the deliver function gave another answer' };
}

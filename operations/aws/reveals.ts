import { randomUUID } from 'node:crypto';
import { paginateQuery, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamo } from '../../functions/shared/ports/aws/dynamo.ts';
import { type Asker, type RevealOperations, REVEALS_PARTITION, type RevealView } from '../reveals.ts';
import { inAccount } from './account-error.ts';
import type { StageContext } from './stage-context.ts';

/** Writes down that somebody is about to see something in clear. @param about masked, where it names a person */
export type NoteDeployedReveal = (asker: Asker, what: string, about: string) => Promise<void>;

const NEWEST = 500;
/** Longer than what was seen is kept: somebody may ask later who has seen it. */
const KEPT_DAYS = 400;

/** Items of the journal's table. Beside them CloudTrail has each reading of the secret `envelopes`. */
export function stageReveals({
  deployed,
  clock,
}: StageContext): RevealOperations & { readonly note: NoteDeployedReveal } {
  const TableName = deployed.journalTable;
  return {
    note: ({ by, why }, what, about) =>
      inAccount('write down who sees what in clear', async () => {
        const at = new Date(clock()).toISOString();
        const expires = Math.ceil(clock() / 1000) + KEPT_DAYS * 24 * 3600;
        await dynamo().send(
          new PutItemCommand({
            TableName,
            Item: {
              pk: { S: REVEALS_PARTITION },
              sk: { S: `${at}#${randomUUID()}` },
              reveal: { S: JSON.stringify({ at, by, why, what, about }) },
              expires: { N: String(expires) },
            },
          }),
        );
      }),
    list: () =>
      inAccount('list who has seen what in clear', async () => {
        const found: RevealView[] = [];
        const pages = paginateQuery(
          { client: dynamo() },
          {
            TableName,
            KeyConditionExpression: '#pk = :pk',
            ExpressionAttributeNames: { '#pk': 'pk' },
            ExpressionAttributeValues: { ':pk': { S: REVEALS_PARTITION } },
            ScanIndexForward: false,
            Limit: NEWEST,
          },
        );
        for await (const { Items = [] } of pages) {
          for (const { reveal } of Items) found.push(JSON.parse(reveal?.S ?? '{}') as RevealView);
          if (found.length >= NEWEST) break;
        }
        return found.slice(0, NEWEST);
      }),
  };
}

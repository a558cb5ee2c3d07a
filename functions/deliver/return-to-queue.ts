import type { SQSRecord } from 'aws-lambda';
import { nextRenewalId } from '../shared/envelope/redrive-id.ts';
import { describeError } from '../shared/log/log.ts';
import { mustBeRenewed } from '../shared/envelope/back-off.ts';
import type { MessageGroup } from './message-groups.ts';
import type { DeliverPorts } from './ports.ts';

type ReturnPorts = Pick<DeliverPorts, 'queue' | 'visibility' | 'clock' | 'log'>;

/**
 * Returns the messages of a group. Those whose receives or days run out are sent anew, in their order: SQS would make dead letters of them
 * without a reason, or delete them. They stand behind newer ones of their group then, and the time of each event decides.
 * @returns those that stay in the queue as they are
 */
export async function returnToQueue(
  rest: MessageGroup<SQSRecord>,
  seconds: number,
  ports: ReturnPorts,
): Promise<MessageGroup<SQSRecord>> {
  const renewed = await renew(rest, ports);
  const kept = rest.filter((record) => !renewed.has(record));
  await delay(kept, seconds, ports);
  return kept;
}

async function renew(
  records: MessageGroup<SQSRecord>,
  { queue, clock, log }: ReturnPorts,
): Promise<ReadonlySet<SQSRecord>> {
  const renewed = new Set<SQSRecord>();
  for (const record of records) {
    const { MessageGroupId: groupId, MessageDeduplicationId: id, ...sent } = record.attributes;
    const { ApproximateReceiveCount: receiveCount, SentTimestamp: sentTimestamp } = sent;
    if (!mustBeRenewed({ receiveCount, sentTimestamp }, clock())) continue;
    if (groupId === undefined || id === undefined) continue;
    try {
      await queue.send([{ body: record.body, groupId, deduplicationId: nextRenewalId(id) }]);
      renewed.add(record);
    } catch (error) {
      log({ level: 'error', at: 'deliver', message: 'not sent anew', error: describeError(error) });
      break;
    }
  }
  return renewed;
}

/** A message whose visibility cannot be changed comes back when its own ends. */
async function delay(records: readonly SQSRecord[], seconds: number, { visibility, log }: ReturnPorts): Promise<void> {
  const changes = await Promise.allSettled(records.map((record) => visibility.change(record.receiptHandle, seconds)));
  const refused = changes.find((change) => change.status === 'rejected');
  if (refused)
    log({ level: 'warn', at: 'deliver', message: 'visibility not changed', error: describeError(refused.reason) });
}

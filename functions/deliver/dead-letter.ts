import { nextRedriveId } from '../shared/envelope/redrive-id.ts';
import { describeError } from '../shared/log/log.ts';
import { giveUpDays } from '../shared/envelope/back-off.ts';
import type { Try } from './journal-entry.ts';
import { noteTry } from './note-try.ts';
import type { Outcome } from './outcome.ts';
import type { DeliverPorts } from './ports.ts';

/** Dead letters carry the reason; the message leaves the queue only when they have it. @returns whether they have */
export async function sendToDeadLetters(
  tried: Try,
  { outcome, reason, detail }: Extract<Outcome, { outcome: 'dead-lettered' | 'waiting' }>,
  ports: DeliverPorts,
): Promise<boolean> {
  const { record } = tried;
  // Another id than the last time: moved back by hand and refused again at once, the letter would be swallowed.
  const deduplicationId = nextRedriveId(record.attributes.MessageDeduplicationId ?? record.messageId);
  try {
    await ports.deadLetters.send({
      body: record.body,
      groupId: record.attributes.MessageGroupId ?? record.messageId,
      deduplicationId,
      reason,
      detail: outcome === 'waiting' ? `given up after ${giveUpDays(ports.config.cdp)} days: ${detail}` : detail,
    });
    // Operators find it by the journal alone.
    await noteTry(tried, 'dead-lettered', ports, deduplicationId);
    return true;
  } catch (error) {
    ports.log({ level: 'error', at: 'deliver', message: 'dead letter not taken', error: describeError(error) });
    return false;
  }
}

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
    // First, for operators find it by the journal alone. While that takes nothing, a letter a try would be sent; and an event that stays in
    // the queue after all is written down anew when it ends.
    await noteTry(tried, 'dead-lettered', ports, deduplicationId);
    await ports.deadLetters.send({
      body: record.body,
      groupId: record.attributes.MessageGroupId ?? record.messageId,
      deduplicationId,
      reason,
      detail: outcome === 'waiting' ? `given up after ${giveUpDays(ports.config.cdp)} days: ${detail}` : detail,
    });
    return true;
  } catch (error) {
    ports.log({ level: 'error', at: 'deliver', message: 'dead letter not taken', error: describeError(error) });
    return false;
  }
}

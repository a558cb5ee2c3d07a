/**
 * The next id under which a message is sent again: `<id>-r1`, `-r2` … Under its own id SQS would swallow it within five
 * minutes, and say nothing.
 */
export function nextRedriveId(deduplicationId: string): string {
  const match = /^(.*)-r(\d{1,6})$/s.exec(deduplicationId);
  return match === null ? `${deduplicationId}-r1` : `${match[1]}-r${Number(match[2]) + 1}`;
}

/** `-r1`, `-r2` … of a message that was sent again; undefined for one that was not. */
export function redriveOf(deduplicationId: string): string | undefined {
  return /-r\d{1,6}$/.exec(deduplicationId)?.[0];
}

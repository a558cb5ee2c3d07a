/**
 * The next id under which a message is sent again: `<id>-r1`, `-r2` … Under its own id SQS would swallow it within five
 * minutes, and say nothing.
 */
export function nextRedriveId(deduplicationId: string): string {
  const id = withoutRenewal(deduplicationId);
  const match = /^(.*)-r(\d{1,6})$/s.exec(id);
  return match === null ? `${id}-r1` : `${match[1]}-r${Number(match[2]) + 1}`;
}

/** `-r1`, `-r2` … of a message that was sent again; undefined for one that was not. */
export function redriveOf(deduplicationId: string): string | undefined {
  return /-r\d{1,6}$/.exec(withoutRenewal(deduplicationId))?.[0];
}

/** The next id under which delivery sends a message anew before its receives run out: `<id>-t1`, `-t2` … */
export function nextRenewalId(deduplicationId: string): string {
  const count = Number(renewalOf(deduplicationId)?.slice(2) ?? 0);
  return `${withoutRenewal(deduplicationId)}-t${count + 1}`;
}

/** `-t1`, `-t2` … of a message that was sent anew. */
export function renewalOf(deduplicationId: string): string | undefined {
  return /-t\d{1,6}$/.exec(deduplicationId)?.[0];
}

function withoutRenewal(deduplicationId: string): string {
  return deduplicationId.replace(/-t\d{1,6}$/, '');
}

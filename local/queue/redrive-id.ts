/** `<id>-r<n>`: a redriven message must differ, or its own first sending would swallow it within five minutes. */
export function redriveId(deduplicationId: string): string {
  const match = /^(.*)-r(\d{1,6})$/s.exec(deduplicationId);
  return match === null ? `${deduplicationId}-r1` : `${match[1]}-r${Number(match[2]) + 1}`;
}

/**
 * The keys of the journal's table. Digests come as hex and stand as Base64url: a third shorter, and every byte of an item costs.
 * - event: `<partition>`, `<received>#<event>`
 * - what an event is looked for by: `k#<keyed hash>`, `<partition>#<key of the event>`
 * - of whom a subject's events speak: `i#<keyed hash>`, `<partition>`
 */
export const journalIndexes = { recent: 'recent', open: 'open' } as const;

/** What an index shows of an event beside its keys. */
export const journalProjections = {
  recent: ['id', 'source', 'type', 'state', 'reason'],
  open: ['id', 'source', 'type', 'reason', 'letter', 'firstDead', 'redrives', 'exported', 'privacy', 'forgotten'],
} as const;

export function shortDigest(hex: string): string {
  return /^[0-9a-f]{64}$/.test(hex) ? Buffer.from(hex, 'hex').toString('base64url') : hex;
}

export function longDigest(short: string): string {
  return /^[\w-]{43}$/.test(short) ? Buffer.from(short, 'base64url').toString('hex') : short;
}

export function eventSortKey(receivedTime: string, event: string): string {
  return `${receivedTime}#${shortDigest(event)}`;
}

export const keyRow = (hash: string): string => `k#${hash}`;
export const pairRow = (hash: string): string => `i#${hash}`;

/** The partition of the index `recent`: a connection's events of a day in UTC. */
export function recentPartition(connection: string, receivedTime: string): string {
  return `${connection}#${receivedTime.slice(0, 10)}`;
}

import { hash } from 'node:crypto';
import type { LocalDatabase } from '../store/database.ts';
import { integerOfColumn } from '../store/row.ts';

/** SQS remembers a deduplication id for five minutes. */
const WINDOW_MS = 300_000;
const FORGET_EVERY = 64;

/** Deduplication within a group. To be called inside an open transaction. */
export function deduplication({ sqlite, onRollback }: LocalDatabase) {
  const load = sqlite.prepare('SELECT key, until FROM deduplication ORDER BY seq');
  const remember = sqlite.prepare('INSERT INTO deduplication (key, until) VALUES (?, ?)');
  // Rows stand in the order of their times: this reads and removes the expired ones at the beginning only.
  const forget = sqlite.prepare(`
    DELETE FROM deduplication WHERE seq < coalesce(
      (SELECT seq FROM deduplication WHERE until > ? ORDER BY seq LIMIT 1),
      (SELECT max(seq) + 1 FROM deduplication)
    )
  `);
  /** Key to the end of its window, the oldest first. */
  const known = new Map<string, number>();
  let sinceForgetting = 0;

  const reload = () => {
    known.clear();
    for (const row of load.all()) {
      const key = row['key'];
      if (key instanceof Uint8Array) known.set(Buffer.from(key).toString('latin1'), integerOfColumn(row, 'until'));
    }
  };
  const forgetExpired = (now: number) => {
    forget.run(now);
    for (const [key, until] of known) {
      if (until > now) break;
      known.delete(key);
    }
  };
  reload();
  onRollback(reload);

  /** False when the same id came to the same group less than five minutes ago. */
  return (queue: number, group: string, deduplicationId: string, now: number): boolean => {
    sinceForgetting += 1;
    if (sinceForgetting >= FORGET_EVERY) {
      sinceForgetting = 0;
      forgetExpired(now);
    }
    const digest = hash('sha256', `${queue} ${group.length} ${group}${deduplicationId}`, 'buffer').subarray(0, 16);
    const key = digest.toString('latin1');
    if ((known.get(key) ?? 0) > now) return false;
    known.delete(key);
    known.set(key, now + WINDOW_MS);
    remember.run(digest, now + WINDOW_MS);
    return true;
  };
}

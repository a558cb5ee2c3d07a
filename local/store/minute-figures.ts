import type { LocalDatabase } from './database.ts';
import { integerOfColumn, textOfColumn } from './row.ts';

export type FigureName = 'event' | 'call' | 'received' | 'request' | 'request-failed';

/** Something that was counted. `label` says which: the state in which an event ended, the name of a call, the connection by which an event came, why a request to the CDP failed. */
export interface Figure {
  readonly minute: number;
  readonly name: FigureName;
  readonly label: string;
  /** Of a duration, as `bucketOf` has it; of what was received, the live value of the secret that has proved it; else 0. */
  readonly bucket: number;
  readonly count: number;
}

export interface MinuteFigures {
  add(figures: readonly Omit<Figure, 'minute' | 'count'>[], at: number): Promise<void>;
  /** Since this process has begun. */
  totals(): readonly Omit<Figure, 'minute'>[];
  /** From `since` (Unix ms), the oldest first. */
  list(since: number): readonly Figure[];
}

const MINUTE_MS = 60_000;
const KEPT_MS = 7 * 24 * 3_600_000;
const FORGET_EVERY = 1_000;
/** Four a doubling: a percentile is right within a fifth. */
const STEPS = 4;

/** The bucket of a duration in ms; `durationIn` is its upper end. */
export const bucketOf = (milliseconds: number): number => Math.ceil(Math.log2(Math.max(milliseconds, 1)) * STEPS);
const durationIn = (bucket: number): number => 2 ** (bucket / STEPS);

/** The time in ms within which a share of the durations lies; undefined where there are none. */
export function percentile(figures: readonly Figure[], share: number): number | undefined {
  const wanted = figures.reduce((sum, { count }) => sum + count, 0) * share;
  let counted = 0;
  for (const { bucket, count } of figures.toSorted((one, other) => one.bucket - other.bucket)) {
    counted += count;
    if (counted >= wanted && counted > 0) return Math.round(durationIn(bucket));
  }
  return undefined;
}

/** How many events ended how, how long they took, and how many calls were made, by minute. */
export function openMinuteFigures({ sqlite, commit }: LocalDatabase): MinuteFigures {
  const add = sqlite.prepare(`
    INSERT INTO minute_figure (minute, name, label, bucket, count) VALUES (?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET count = count + 1
  `);
  const forget = sqlite.prepare('DELETE FROM minute_figure WHERE minute < ?');
  const list = sqlite.prepare('SELECT * FROM minute_figure WHERE minute >= ? ORDER BY minute');
  const totals = new Map<string, Omit<Figure, 'minute'>>();
  let added = 0;

  return {
    async add(figures, at) {
      const minute = Math.floor(at / MINUTE_MS);
      added += 1;
      const due = added % FORGET_EVERY === 0;
      for (const { name, label, bucket } of figures) {
        const key = `${name} ${label} ${bucket}`;
        totals.set(key, { name, label, bucket, count: (totals.get(key)?.count ?? 0) + 1 });
      }
      await commit('lazy', () => {
        for (const { name, label, bucket } of figures) add.run(minute, name, label, bucket);
        if (due) forget.run(Math.floor((at - KEPT_MS) / MINUTE_MS));
      });
    },

    totals: () => [...totals.values()],

    list: (since) =>
      list.all(Math.floor(since / MINUTE_MS)).map((row) => ({
        minute: integerOfColumn(row, 'minute'),
        name: textOfColumn(row, 'name') as FigureName,
        label: textOfColumn(row, 'label'),
        bucket: integerOfColumn(row, 'bucket'),
        count: integerOfColumn(row, 'count'),
      })),
  };
}

import { Random } from '../../bench/truth/random.ts';
import demoSecrets from '../../local/demo-secrets.json' with { type: 'json' };
import { type Act } from './acts.ts';
import { disorderly, promptly } from './arrivals.ts';
import { compare, type Difference } from './compare.ts';
import { fair, STORM_MS, storm } from './disturbances.ts';
import { actsOf } from './lives.ts';
import type { Options } from './options.ts';
import { type Ended, runThrough } from './run.ts';

export interface Outcome {
  readonly acts: readonly Act[];
  readonly clean: Ended;
  readonly chaos: Ended;
  /** What failed, and how often. */
  readonly failures: ReadonlyMap<string, number>;
  readonly differences: readonly Difference[];
  /** What was put in that must end as a dead letter. */
  readonly poisoned: number;
  /** What became of the events about whom the runs differ. */
  readonly why: readonly string[];
}

const START = Date.parse('2026-03-01T00:00:00+08:00');

/** The same events twice: one after the other without any failure, and in a storm. `Math.random` is the seed's until it ends. */
export async function bothRuns(
  { events, seed }: Options,
  onProgress: (run: string, share: number) => void,
): Promise<Outcome> {
  const random = (of: string) => new Random(`${seed} ${of}`);
  const acts = actsOf(events, START, random('acts'));
  const unseeded = Math.random;
  const seeded = async <T>(of: string, work: () => Promise<T>): Promise<T> => {
    const source = random(of);
    Math.random = () => source.next();
    try {
      return await work();
    } finally {
      Math.random = unseeded;
    }
  };
  const inStorm = (traced: readonly string[]) =>
    seeded('chance in the storm', async () => {
      const rotatedAt = START + random('rotation').between(0.2, 0.8) * STORM_MS;
      const { weather, counts } = storm({
        start: START,
        spanMs: STORM_MS,
        kills: 3 + Math.floor(events / 2_000),
        random: random('storm'),
      });
      const ended = await runThrough({
        arrivals: disorderly(acts, random('arrivals')),
        start: START,
        weather,
        rotation: { at: rotatedAt, secrets: rotated },
        random: random('sent again'),
        onProgress: (share) => onProgress('storm', share),
        traced,
      });
      return { ended, counts };
    });
  const clean = await seeded('chance in the clean run', () =>
    runThrough({
      arrivals: promptly(acts),
      start: START,
      weather: fair,
      random: random('none'),
      onProgress: (share) => onProgress('clean', share),
    }),
  );
  const { ended: chaos, counts } = await inStorm([]);
  const differences = compare(clean.customers, chaos.customers);
  const about = [...differences.slice(0, 3).flatMap(({ identities }) => identities), ...chaos.lost.slice(0, 3)];
  return {
    acts,
    clean,
    chaos,
    failures: counts,
    differences,
    poisoned: acts.filter(({ isPoison }) => isPoison).length,
    why: about.length === 0 ? [] : (await inStorm(about)).ended.traced,
  };
}

/** The shop and the official account begin to sign with another secret. */
const rotated = {
  'shopify-demo': { clientSecret: 'demo-only-secret-of-the-shop-after-the-rotation' },
  'wechat-demo': { ...demoSecrets['wechat-demo'], token: 'demoOnlyTokenAfterTheRotation' },
};

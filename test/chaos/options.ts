import { parseArgs } from 'node:util';

export interface Options {
  readonly events: number;
  readonly seed: string;
}

export const USAGE = `Usage: npm run chaos -- [options]

  --events <n>   how many things happen (10000); written as 1e6 too
  --seed <text>  the same seed gives the same run (1)
`;

/** @throws RangeError for the person who typed it */
export function readOptions(args: readonly string[]): Options {
  const { values } = parsed(args);
  const { events = '1e4', seed = '1' } = values;
  const count = Number(events);
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`--events ${events}: a whole number from 1 on`);
  return { events: count, seed };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { events: { type: 'string' }, seed: { type: 'string' } } });
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

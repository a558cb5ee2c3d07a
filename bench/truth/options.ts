import { parseArgs } from 'node:util';
import { type HazardName, hazardNames, isHazard } from './hazards/hazards.ts';
import type { Settings as GuiyiSettings } from './products/guiyi/config.ts';
import { isProductName, type ProductChoice, productNames } from './products/products.ts';
import type { Settings } from './world/history.ts';

export const USAGE = `usage: npm run truth -- [options]
  --hazard a,b         of ${hazardNames.join(', ')}; default all, and Senzing's records
  --product a,b        of ${productNames.join(', ')}; default all but the oracle
  --seeds 1,2,3        default 1,2,3
  --histories 100      of each hazard and seed
  --rate 3,12,30       acts of a person in a year; default 12
  --names on,off       do log-ins carry names; default on
  --days-stale 0,90    Guiyi once for each, as guards.staleContactDays of a mobile
  --set '{…}'          laid over Guiyi's configuration, as JSON; may be repeated, and each is tried beside the defaults
  --settings           what Guiyi's settings cost, each tried with the hazards that it is about; of --seeds and --histories
  --orders 2           also in so many shuffled orders of arrival of each sort; default 0
  --write <folder>     write the events and their truth as JSON lines, and run nothing`;

export class UsageError extends Error {
  readonly kind = 'usage';
  readonly retryable = false;
}

export interface Options {
  readonly hazards: readonly HazardName[];
  readonly choices: readonly ProductChoice[];
  readonly seeds: readonly number[];
  readonly histories: number;
  readonly settings: readonly Settings[];
  readonly orders: number;
  /** The table of what settings cost, in place of the others. */
  readonly trials: boolean;
  readonly write: string | undefined;
  /** Senzing's records too: nothing was chosen that they do not have. */
  readonly senzing: boolean;
}

const text = { type: 'string' } as const;
const known = {
  hazard: text,
  product: text,
  seeds: text,
  histories: text,
  rate: text,
  names: text,
  orders: text,
  write: text,
  'days-stale': text,
  set: { type: 'string', multiple: true },
  settings: { type: 'boolean' },
} as const;

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const { values } = parsed(() => parseArgs({ args: [...args], options: known }));
  const hazards = listOf(values.hazard ?? hazardNames.join(','), isHazard, 'hazard', hazardNames);
  const products = listOf(
    values.product ?? productNames.filter((name) => name !== 'oracle').join(','),
    isProductName,
    'product',
    productNames,
  );
  const guiyi = guiyiChoices(values['days-stale'], values.set ?? []);
  return {
    hazards,
    choices: products.flatMap((product): readonly ProductChoice[] => (product === 'guiyi' ? guiyi : [{ product }])),
    seeds: numbersOf(values.seeds ?? '1,2,3', 'seeds'),
    histories: numbersOf(values.histories ?? '100', 'histories')[0] ?? 0,
    settings: numbersOf(values.rate ?? '12', 'rate').flatMap((rate) =>
      listOf(values.names ?? 'on', isSwitch, 'names', ['on', 'off']).map((names) => ({ rate, names: names === 'on' })),
    ),
    orders: numbersOf(values.orders ?? '0', 'orders')[0] ?? 0,
    trials: values.settings === true,
    write: values.write,
    senzing: values.hazard === undefined && values.rate === undefined && values.names === undefined,
  };
}

/** Guiyi at its defaults, or once for each setting that was asked for. */
function guiyiChoices(daysStale: string | undefined, set: readonly string[]): readonly ProductChoice[] {
  const days = daysStale === undefined ? [] : numbersOf(daysStale, 'days-stale');
  return [
    ...(daysStale === undefined ? [{ product: 'guiyi' as const }] : []),
    ...days.map((mobile): ProductChoice => ({
      product: 'guiyi',
      label: `Guiyi, stale after ${mobile} d`,
      settings: { guards: { staleContactDays: { mobile } } },
    })),
    ...set.map((json): ProductChoice => ({ product: 'guiyi', label: `Guiyi ${json}`, settings: settingsOf(json) })),
  ];
}

function settingsOf(json: string): GuiyiSettings {
  const value = parsed((): unknown => JSON.parse(json));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError('--set takes a JSON object');
  return value as GuiyiSettings;
}

function isSwitch(name: string): name is 'on' | 'off' {
  return name === 'on' || name === 'off';
}

function listOf<T extends string>(
  list: string,
  is: (name: string) => name is T,
  option: string,
  known: readonly string[],
): readonly T[] {
  return list.split(',').map((name) => {
    if (!is(name)) throw new UsageError(`--${option} ${name}: there are ${known.join(', ')}`);
    return name;
  });
}

function numbersOf(list: string, option: string): readonly number[] {
  return list.split(',').map((one) => {
    const number = Number(one);
    if (one.trim() === '' || !Number.isSafeInteger(number) || number < 0)
      throw new UsageError(`--${option} ${one}: a whole number`);
    return number;
  });
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

import { counts } from '../operations/cost/counts.ts';
import { estimate, type Estimate, type CostItem } from '../operations/cost/estimate.ts';
import { type MixName, mixes, mixNames } from '../operations/cost/mixes.ts';
import { type PricedRegion, pricedRegions, type Prices, prices } from '../operations/cost/prices.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import { tableLines } from './table.ts';
import type { Terminal } from './terminal.ts';

export interface CostOptions {
  readonly mix: string;
  readonly events: string;
  readonly region: string;
  readonly batch: string;
  readonly cdpMs: string;
  readonly journal: boolean;
  readonly json: boolean;
}

/** Prints what so many events cost on AWS, item by item. @throws CommandError */
export async function printCost({ stdout }: Terminal, options: CostOptions): Promise<number> {
  const mix = oneOf<MixName>('--mix', options.mix, mixNames);
  const region = oneOf<PricedRegion>('--region', options.region, pricedRegions);
  const events = positive('--events', options.events);
  const batch = positive('--batch', options.batch);
  if (batch > 10) throw usage('--batch: SQS gives at most 10 messages at once');
  const cdpMs = positive('--cdp-ms', options.cdpMs);
  const asked: Prices = prices[region];
  const estimated = estimate(counts, mixes[mix], events, asked, { batch, cdpMs, journal: options.journal });
  if (options.json) {
    stdout.write(`${JSON.stringify({ mix, region, events, batch, cdpMs, ...estimated, currency: asked.currency })}\n`);
    return exitCodes.done;
  }
  const lines = [
    `${events.toLocaleString('en')} events of the mix ${mix} in ${region}, ${asked.currency}`,
    '',
    ...itemLines(estimated, asked),
    '',
    `Calls to the CDP: ${estimated.callsPerEvent.toFixed(2)} an event.`,
    `Counted on ${counts.measured}, one event at a time; deliveries of ${batch}, a CDP that takes ${cdpMs} ms a call.`,
    `List prices of ${asked.asOf} without any free tier: ${asked.source}.`,
    'What is paid each month in any case: docs/deploy.md.',
  ];
  stdout.write(lines.map((line) => `${line}\n`).join(''));
  return exitCodes.done;
}

function itemLines({ items, total, isComplete }: Estimate, { currency }: Prices): readonly string[] {
  const row = ({ what, units, unit, cost }: CostItem) => [
    what,
    `${Number(units.toPrecision(3))} ${unit}`,
    cost === undefined ? 'no price known' : cost.toFixed(2),
  ];
  return [
    ...tableLines(['item', 'an event', currency], items.map(row)),
    isComplete
      ? `Together ${total.toFixed(2)} ${currency}.`
      : `Of what has a price here, ${total.toFixed(2)} ${currency}: not all of it.`,
  ];
}

function oneOf<Name extends string>(option: string, given: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === given);
  if (found === undefined) throw usage(`${option} ${given}: there are ${names.join(', ')}`);
  return found;
}

function positive(option: string, given: string): number {
  const value = Number(given);
  if (given.trim() === '' || !Number.isFinite(value) || value <= 0) throw usage(`${option} ${given}: a number above 0`);
  return value;
}

function usage(message: string): CommandError {
  return new CommandError(message, exitCodes.usage);
}

import { parseArgs } from 'node:util';
import { fewestThat } from './fewest-events.ts';
import { isHazard } from './hazards/hazards.ts';
import { UsageError } from './options.ts';
import type { ProductResult } from './products/product.ts';
import { guiyiProduct } from './products/guiyi/guiyi.ts';
import { Random } from './random.ts';
import { agreed, agreementOf } from './scorer/order-stability.ts';
import { asBacklog, disorders, inDisorder, inOrderOfTime } from './shuffle-arrival.ts';
import { type EventLine, keyOf } from './statement.ts';
import { writeHistory } from './write-history.ts';

/** Prints the fewest events of a history whose order of arrival decides which customers there are at the end. */
const text = { type: 'string' } as const;
const USAGE =
  'usage: node bench/truth/reduce.ts --hazard <name> --history <n> [--seed 1] [--disorder subject|any] [--of ids]';
const { values } = parseArgs({ options: { hazard: text, history: text, seed: text, disorder: text, of: text } });
const { hazard = '', history = '0', seed = '1' } = values;
const disorder = disorders.find((name) => name === (values.disorder ?? 'subject'));
const what = agreed.find((name) => name === (values.of ?? 'customers'));
if (!isHazard(hazard) || !disorder || !what) throw new UsageError(USAGE);

const product = guiyiProduct();
const { lines, truth } = writeHistory(hazard, Number(seed), Number(history));
const differs = async (some: readonly EventLine[]): Promise<boolean> =>
  !agreementOf(await product.run(inOrderOfTime(some)), await product.run(asBacklog(some)))[what];
const shuffled = inDisorder(lines, disorder, new Random(`${truth.history} in other orders`));
const report = (await differs(shuffled))
  ? await reportOf(await fewestThat(shuffled, differs))
  : [`${truth.history}: the same ${what} in both orders`];
process.stdout.write(report.map((line) => `${line}\n`).join(''));

async function reportOf(fewest: readonly EventLine[]): Promise<readonly string[]> {
  return [
    `${truth.history}: ${fewest.length} of ${lines.length} events, in their order of arrival`,
    ...fewest.map(({ says: { time, act, account, identities, name } }) => {
      const said = identities.map((one) => `${keyOf(one)} ${one.grade}${one.role === 'own' ? '' : ' (receiver)'}`);
      return `  ${time} ${account} ${act} [${said.join(', ')}] ${name ?? ''}`;
    }),
    'customers in order of time',
    ...customersOf(await product.run(inOrderOfTime(fewest))),
    'customers in order of arrival',
    ...customersOf(await product.run(asBacklog(fewest))),
  ];
}

function customersOf({ customers }: ProductResult): readonly string[] {
  return customers.map(({ identities, fields }) => `  ${identities.map(keyOf).join(', ')} ${fields.name ?? ''}`);
}

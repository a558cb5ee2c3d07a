import { text } from 'node:stream/consumers';
import { linesIn, readEvents } from './files/event-file.ts';
import { resultLines } from './files/result-file.ts';
import { isProductName, openProduct } from './products/products.ts';

/**
 * One of the products here as a program between two pipes, as any other product would be:
 * `node bench/truth/run-product.ts blanket < none.events.jsonl > result.jsonl`
 */
const [name = ''] = process.argv.slice(2);
const product = isProductName(name) ? openProduct({ product: name }) : 'oracle';
if (product === 'oracle') throw new Error('usage: node bench/truth/run-product.ts guiyi|blanket|segment|rudderstack');
const lines = readEvents(linesIn(await text(process.stdin)));
for (const [history, ofOne] of Map.groupBy(lines, (line) => line.history)) {
  const result = await product.run(ofOne);
  process.stdout.write(
    resultLines(history, result)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

// Sends as fast as it can and prints the id of every message that the queue has acknowledged, until it is killed.
import { writeSync } from 'node:fs';
import { openQueues } from '../../../local/queue/queues.ts';
import { openDatabase } from '../../../local/store/database.ts';

const [file = ''] = process.argv.slice(2);
const queue = openQueues(openDatabase(file), Date.now).fifo('events', { visibilitySeconds: 30 });

let next = 0;
const lane = async () => {
  for (;;) {
    const id = String((next += 1));
    await queue.send([{ body: id, groupId: `group ${Number(id) % 50}`, deduplicationId: id }]);
    writeSync(1, `${id}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, lane));

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openDatabase } from '../local/store/database.ts';
import { type LocalJournal, ORDER_KEY } from '../local/store/journal.ts';
import { openJournal } from '../local/store/open-journal.ts';

// A search and a page of the journal of one machine, of as many events as it is given: `node bench/journal.ts 1000000`.
const EVENTS = Number(process.argv[2] ?? 100_000);
/** Events of one person, and of one order. */
const OF_ONE = 10;
const LOOKS = 200;
const PAGE = 50;
const AT_ONCE = 1_000;

const phoneOf = (person: number) => `159${String(person).padStart(8, '0')}`;
const orderOf = (order: number) => String(5_810_200_000_000 + order);

const folder = mkdtempSync(join(tmpdir(), 'guiyi-bench-journal-'));
try {
  const file = join(folder, 'guiyi.db');
  const database = openDatabase(file);
  const journal = openJournal(database, EVENTS);
  const began = performance.now();
  for (let event = 0; event < EVENTS; event += 1) {
    const written = write(journal, event);
    if (event % AT_ONCE === 0) await written;
  }
  await database.commit('durable', () => undefined);
  const seconds = (performance.now() - began) / 1000;
  const megabytes = statSync(file).size / 1e6;
  process.stdout.write(
    `journal of ${EVENTS} events, ${megabytes.toFixed(0)} MB, written at ${(EVENTS / seconds).toFixed(0)}/s\n`,
  );
  const people = Math.floor(EVENTS / OF_ONE);
  report('search by phone', (look) =>
    journal.findBy({ kind: 'mobile', scope: '', key: phoneOf((look * 7919) % people) }, 100),
  );
  report('search by order', (look) => journal.findBy({ kind: ORDER_KEY, key: orderOf((look * 7919) % people) }, 100));
  report('page of a list', (look) => journal.list(PAGE, Math.floor((EVENTS / LOOKS) * (look + 1))));
  report('page, one connection', (look) =>
    journal.select({ connection: `shop-${look % 5}`, after: Math.floor((EVENTS / LOOKS) * (look + 1)) }, PAGE),
  );
  report('page, what waits', () => journal.select({ state: 'later' }, PAGE));
  report('what waits, by reason', () => journal.waiting());
  report('page, a rare reason', () => journal.select({ reason: 'cdp-unavailable' }, PAGE));
  report('page, a rare type', () => journal.select({ type: 'customers/redact' }, PAGE));
  database.close();
} finally {
  rmSync(folder, { recursive: true });
}

async function write(journal: LocalJournal, event: number): Promise<void> {
  const person = Math.floor(event / OF_ONE);
  const id = String(event).padStart(64, '0');
  await journal.record(
    {
      id,
      source: `/shopify/shop-${event % 5}`,
      connection: `shop-${event % 5}`,
      type: event % 10_000 === 5_000 ? 'customers/redact' : 'orders/paid',
      subject: String(person),
      receivedTime: new Date(1_767_225_600_000 + event * 1000).toISOString(),
      // One in ten thousand waits.
      ...(event % 10_000 === 9_999 ? { state: 'later', reason: 'cdp-unavailable' } : { state: 'done' }),
      envelope: JSON.stringify({ id, data: { order: orderOf(person), text: 'x'.repeat(600) } }),
      report: JSON.stringify({ identities: [], customers: [String(4_700_000_000 + person)] }),
    },
    {
      keys: [
        { kind: 'mobile', scope: '', key: phoneOf(person) },
        { kind: ORDER_KEY, scope: '', key: orderOf(person) },
        { kind: '', scope: '', key: String(4_700_000_000 + person) },
      ],
    },
  );
}

function report(name: string, look: (index: number) => readonly unknown[]): void {
  const times = Array.from({ length: LOOKS }, (_, index) => {
    const began = performance.now();
    const found = look(index);
    if (found.length === 0) throw new Error(`${name} has found nothing`);
    return performance.now() - began;
  }).toSorted((one, other) => one - other);
  const at = (share: number) => (times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(2);
  process.stdout.write(`${name.padEnd(22)} p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms\n`);
}

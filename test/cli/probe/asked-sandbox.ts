import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { probe, type ProbeOptions } from '../../../cli/probe/probe.ts';
import type { ProbeReport } from '../../../cli/probe/report.ts';
import { probeSender } from '../../../cli/probe/send.ts';
import { exchangeToken, issueToken, sandboxExchange } from '../../../functions/shared/cdp/token-exchange.ts';
import { tokenCache } from '../../../functions/shared/cdp/token.ts';
import type { Transport } from '../../../functions/shared/cdp/transport.ts';
import { sandboxTransport } from '../../../local/host/sandbox-transport.ts';
import { strictSwitches, switchDefinitions, switchNames, type Switches } from '../../../sandbox/switches.ts';
import { credential, pairOf, TestSandbox, unknown } from '../../sandbox/harness.ts';

/** As in guiyi.config.ts, without the contacts. */
export const codes = ['wechat-unionid', 'wechat', 'member-no', 'shopify-customer'];

export interface Asked {
  readonly sandbox: TestSandbox;
  /** Every row of the data, by table. */
  dump(): Dump;
  run(options?: Partial<ProbeOptions>, through?: (direct: Transport) => Transport): Promise<ProbeReport>;
  /** Requests so far. */
  calls(): number;
  close(): void;
}

export type Dump = Readonly<Record<string, readonly string[]>>;

/** A sandbox with switches and a few customers, groups and folders that were there before. */
export function openAsked(switches: Partial<Switches> = {}): Asked {
  const file = `/tmp/guiyi-probe-${process.pid}-${randomBytes(6).toString('hex')}.db`;
  const sandbox = new TestSandbox({ file, now: Date.now });
  const before = seed(sandbox);
  const set = sandbox.own('POST', '/sandbox/switches', switches);
  if (set.code !== 0) throw new Error(set.text);
  let count = 0;
  const direct = sandboxTransport(sandbox.sandbox);
  const counted: Transport = (request) => {
    count += 1;
    return direct(request);
  };
  return {
    sandbox,
    calls: () => count,
    dump: () => dumpOf(file),
    run: (options = {}, through = (transport) => transport) => {
      const transport = through(counted);
      return probe({
        send: probeSender({
          transport,
          token: tokenCache(() => exchangeToken(direct, sandboxExchange, credential, Date.now), Date.now),
          lifetime: async () => (await issueToken(direct, sandboxExchange, credential)).lifetimeSeconds,
        }),
        hex: randomBytes(8).toString('hex'),
        codes,
        mobileCode: 'mobile',
        write: true,
        now: Date.now(),
        stop: new AbortController().signal,
        pause: () => Promise.resolve(),
        tell: () => undefined,
        removing: () => undefined,
        left: () => undefined,
        ...options,
      });
    },
    close: () => {
      if (before.length === 0) throw new Error('nothing was there before');
      sandbox.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    },
  };
}

function seed(sandbox: TestSandbox): readonly string[] {
  const folder = sandbox.post('groupAdd', { businessType: 'customer_group', name: '会员' });
  const group = sandbox.group('老客户');
  const people = [
    sandbox.customer(['mobile=15931000001', 'wechat=wx1:oBefore1'], { nickName: '林晓岚', gender: 2, source: '淘宝' }),
    sandbox.customer(['mobile=15931000002', 'member-no=M-2']),
    sandbox.customer(['member-no=M-3']),
  ];
  sandbox.post('customerAddGroups', { customerId: people[0], customerGroupIdList: [group] });
  // One merge and one deletion that were before.
  const identityList = ['member-no=M-3', 'wechat=wx1:oBefore3'].map(pairOf);
  sandbox.post('createCustomerByIdentity', { ...unknown, identityList, autoMerge: true });
  sandbox.get('singleDelete', { customerId: sandbox.customer(['wechat=wx1:oBefore4']) });
  if (folder.code !== 0) throw new Error(folder.text);
  return people;
}

/** What comes and goes without being data. */
const LOOSE = new Set(['tokens', 'snapshots', 'tombstone_key']);

function dumpOf(file: string): Dump {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      .all()
      .map(({ name }) => String(name))
      .filter((name) => !LOOSE.has(name));
    return Object.fromEntries(
      tables.map((table) => {
        const statement = database.prepare(`SELECT * FROM "${table}"`);
        statement.setReadBigInts(true);
        return [
          table,
          statement
            .all()
            .map((row) => Object.values(row).map(cell).join(' | '))
            .toSorted(),
        ];
      }),
    );
  } finally {
    database.close();
  }
}

function cell(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** A tenant at random: every switch at one of its values, the strict one as often as any. */
export const anySwitches: fc.Arbitrary<Switches> = fc
  .record(
    Object.fromEntries(
      switchNames.map((name) => {
        const { values }: { readonly values: readonly (string | boolean | number)[] | Range } = switchDefinitions[name];
        if (!('least' in values)) return [name, fc.constantFrom(...values)];
        const { least, most } = values;
        return [
          name,
          fc.oneof(
            fc.integer({ min: least, max: 12 }),
            fc.integer({ min: least, max: 40 }),
            fc.integer({ min: least, max: most }),
          ),
        ];
      }),
    ),
  )
  .map((switches) => ({ ...strictSwitches, ...switches }));

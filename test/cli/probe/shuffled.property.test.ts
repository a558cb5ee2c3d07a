import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { isSwitch, type ProbeReport } from '../../../cli/probe/report.ts';
import { CdpError } from '../../../functions/shared/cdp/cdp-error.ts';
import type { Transport } from '../../../functions/shared/cdp/transport.ts';
import { type DeclineCode, declineMessages } from '../../../sandbox/declined.ts';
import type { SwitchName, Switches } from '../../../sandbox/switches.ts';
import { fuzzing } from '../../kit/fuzz.ts';
import { anySwitches, type Asked, type Dump, openAsked } from './asked-sandbox.ts';

// The probe against tenants that read the documents in every way.
const { numRuns, seed } = fuzzing(20);
const seen = { tenants: 0, calls: 0, decided: 0, undecided: 0 };
afterAll(() => process.stdout.write(`probe: seed ${seed}, ${JSON.stringify(seen)}\n`));

/** Two unique types with room for one identity each, and two with room for as many as the cap allows. */
const rivals = ({ maxIdentitiesPerType: cap }: Switches) => Math.min(8, 2 + 2 * Math.min(cap, 24) - 1);

/** What the probe cannot tell, and why, in words of the sandbox's switches. Everything else it must. */
const undecidable: { readonly [name in SwitchName]?: (switches: Switches) => boolean } = {
  // One app key cannot show which permission let it in.
  groupListPermission: () => true,
  folderUpdatePermission: () => true,
  // Asking leaves behind what no endpoint removes.
  unknownAttribute: () => true,
  unknownIdentityType: (switches) => switches.unknownIdentityType === 'create',
  // Not with so many throw-away records.
  maxIdentitiesPerType: (switches) => switches.maxIdentitiesPerType >= 24,
  maxMergesPerCall: (switches) => switches.maxMergesPerCall >= rivals(switches),
};

function expectFindings(switches: Switches, { findings }: ProbeReport, reading: boolean): void {
  const wrong: string[] = [];
  for (const { topic, value, evidence } of findings) {
    if (!isSwitch(topic)) continue;
    const open = value === 'undecided';
    if (open) seen.undecided += 1;
    else seen.decided += 1;
    const mayBeOpen = reading || undecidable[topic]?.(switches) === true;
    if (open ? !mayBeOpen : value !== switches[topic])
      wrong.push(`${topic} is ${switches[topic]}, the probe says ${value}: ${evidence.en}`);
  }
  expect(wrong).toEqual([]);
}

/** The patterns for the client tell just what they are for, in the words of this tenant. */
function expectMessages({ messages, deletedIdentities }: Switches, { cdp }: ProbeReport): void {
  const codesOf = (patterns: readonly string[] = []) =>
    (Object.keys(declineMessages) as DeclineCode[]).filter((code) =>
      patterns.some((pattern) =>
        new RegExp(pattern, 'u').test(messages === 'machine' ? `${code}: …` : declineMessages[code]),
      ),
    );
  const { auth, notFound, permanent } = cdp.messages ?? {};
  expect(['E_TOKEN']).toEqual(expect.arrayContaining(codesOf(auth)));
  expect(['E_CUSTOMER_NOT_FOUND']).toEqual(expect.arrayContaining(codesOf(notFound)));
  const refusedForGood = new Set(codesOf(permanent));
  for (const passing of ['E_TOKEN', 'E_PERMISSION', 'E_FAULT', 'E_CUSTOMER_NOT_FOUND', 'E_GROUP_UNKNOWN'] as const)
    expect(refusedForGood).not.toContain(passing);
  expect(refusedForGood.has('E_IDENTITY_DELETED')).toBe(deletedIdentities === 'retain');
}

/** As before, but for what a logical delete leaves of customers who were not there before. */
function expectOnlyTombstones(before: Dump, after: Dump): void {
  const { former_customers: formerBefore = [], tombstones: _, merges: mergesBefore = [], ...data } = before;
  const { former_customers: former = [], tombstones: __, merges = [], ...dataAfter } = after;
  expect(dataAfter).toEqual(data);
  expect(former).toEqual(expect.arrayContaining([...formerBefore]));
  expect(merges).toEqual(expect.arrayContaining([...mergesBefore]));
  // None of them is alive as somebody else.
  for (const row of former.filter((one) => !formerBefore.includes(one)))
    expect((data['customers'] ?? []).some((customer) => customer.startsWith(row.split(' | ')[0] ?? '?'))).toBe(false);
}

test('for every switch that can be decided it finds the value, never a wrong one, and leaves the data as it was', async () => {
  await fc.assert(
    fc.asyncProperty(anySwitches, async (switches) => {
      const asked = openAsked(switches);
      try {
        const before = asked.dump();
        const report = await asked.run();
        expect(report.end).toEqual({ kind: 'complete' });
        expectFindings(switches, report, false);
        expectMessages(switches, report);
        expect(report.left).toEqual([]);
        expectOnlyTombstones(before, asked.dump());
        seen.tenants += 1;
        seen.calls += asked.calls();
      } finally {
        asked.close();
      }
    }),
    { numRuns, seed },
  );
});

/** What goes wrong on the way in the real world, one thing at a time. */
const faults = ['refused', 'http-500', 'throttled', 'lost-before', 'lost-after', 'token-expired'] as const;

function faulty(asked: Asked, pick: () => (typeof faults)[number] | undefined): (direct: Transport) => Transport {
  let last = false;
  return (direct) => async (request) => {
    const fault = last ? undefined : pick();
    last = fault !== undefined;
    const { endpoint, headers } = request;
    switch (fault) {
      case undefined:
        return direct(request);
      case 'refused':
        return { status: 200, retryAfter: null, text: '{"code":-1,"msg":"系统繁忙","data":null}' };
      case 'http-500':
        return { status: 500, retryAfter: null, text: 'fault' };
      case 'throttled':
        return { status: 429, retryAfter: '1', text: 'fault' };
      case 'lost-before':
        throw new CdpError('network', { endpoint });
      case 'lost-after':
        await direct(request);
        throw new CdpError('network', { endpoint });
      case 'token-expired':
        asked.sandbox.own('POST', '/sandbox/faults', { mode: 'expire-token', count: 1 });
        return direct({ ...request, headers });
    }
  };
}

test('while single calls fail, are lost or come too late, it decides less and never wrongly, and still removes everything', async () => {
  await fc.assert(
    fc.asyncProperty(anySwitches, fc.infiniteStream(fc.nat(999)), async (switches, dice) => {
      const asked = openAsked(switches);
      const pick = () => {
        const roll = dice.next().value ?? 999;
        return roll < 12 ? faults[roll % faults.length] : undefined;
      };
      try {
        const before = asked.dump();
        const report = await asked.run({}, faulty(asked, pick));
        expectFindings(switches, report, true);
        expect(report.left).toEqual([]);
        expectOnlyTombstones(before, asked.dump());
      } finally {
        asked.close();
      }
    }),
    { numRuns: Math.ceil(numRuns / 2), seed },
  );
});

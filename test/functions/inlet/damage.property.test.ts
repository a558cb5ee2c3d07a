import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reasons } from '../../../functions/shared/reasons/reasons.ts';
import { sources } from '../../../functions/shared/sources/generated/sources.ts';
import { memberBound } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';
import { anyEdit, edited, forging } from '../../kit/fuzz.ts';
import { openInlet } from '../../kit/inlet.ts';
import { openId } from '../../kit/wechat-ids.ts';

// Sources whose events come through the inlet queue alone: its policy is the proof, so whatever comes is genuine, and may be damaged.
const config = demoConfig({
  connections: {
    ...demoConfig().connections,
    'jd-demo': {
      source: 'jd',
      options: { appKey: '3000000000000000', venderId: '10000001', acceptUnconfirmed: true },
      trust: 'queue',
    },
  },
});
const at = { now: 1_760_000_000_000, sequence: 1 };
const inletOnly = Object.entries(config.connections).flatMap(([connection, { source, options }]) => {
  const { coverage, sampler } = sources[source];
  if (coverage.transport !== 'inlet' || !sampler) return [];
  const bodies = sampler.events.map((event) => {
    const payload = sampler.payload(event, options, at);
    if (!payload) throw new Error(event);
    return sampler.sign(event, payload, {}, options, at).body;
  });
  return [{ connection, source, bodies }];
});

/** The brand's own systems send events as envelopes. */
const brand = {
  connection: 'brand-demo',
  source: 'brand-events',
  bodies: [
    memberBound(
      [
        { kind: 'member-no', value: 'M-10001' },
        { kind: 'mobile', value: '15931000001' },
      ],
      { name: '林晓岚' },
    ),
    memberBound([{ kind: 'wechat-openid', scope: 'wx00d3m000d3m00001', value: openId('oDamaged') }]),
    { ...memberBound([{ kind: 'member-no', value: 'M-10001' }]), type: 'member.erase' },
  ].map((envelope) => JSON.stringify(envelope)),
};

test('every source of the inlet alone that has samples is tried', () => {
  const names = Object.entries(sources).filter(
    ([, { coverage, sampler }]) => coverage.transport === 'inlet' && sampler,
  );
  expect(inletOnly.map(({ source }) => source).toSorted()).toEqual(names.map(([source]) => source).toSorted());
});

test.each([...inletOnly, brand])(
  '$source: a damaged message is an event or a dead letter with a reason',
  async ({ connection, source, bodies }) => {
    const { numRuns, seed } = forging();
    const inlet = openInlet(config);
    const seen: Record<string, number> = {};
    const property = fc.asyncProperty(
      fc.nat(),
      fc.array(anyEdit, { minLength: 1, maxLength: 3 }),
      async (pick, edits) => {
        const body = edits.reduce((text, edit) => edited(text, edit), bodies[pick % bodies.length] ?? '');
        // SQS itself takes no other characters.
        if (/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}]/u.test(body) || body === '') return;
        const put = await inlet.put(body, { connection });
        const outcome = typeof put === 'string' ? put : put.length === 1 ? 'event' : `${put.length} events`;
        seen[outcome] = (seen[outcome] ?? 0) + 1;
        if (typeof put === 'string') expect(Object.keys(reasons), body).toContain(put);
        else expect(put.length, body).toBeGreaterThan(0);
      },
    );
    await fc.assert(property, { numRuns, seed });
    process.stdout.write(`${source}, ${numRuns} damaged messages, seed ${seed}: ${JSON.stringify(seen)}\n`);
    expect(seen['event']).toBeGreaterThan(0);
  },
);

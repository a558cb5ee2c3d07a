import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { teaHouse, teaHouseIdentity, teaHouseSample } from '../../docs/examples/tea-house-source.ts';
import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';

const page = readFileSync('docs/new-source.md', 'utf8');
const example = readFileSync('docs/examples/tea-house-source.ts', 'utf8');

const OPTIONS = { shop: 'tea-house' };
const SECRET = { signingKey: 'a key of a test' };
const NOW = Date.parse('2026-03-01T04:00:00Z');

function must<T>(checked: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!checked.ok) throw new Error('not configured');
  return checked.value;
}
const receiver = must(teaHouse.configure(OPTIONS));
const verify = must(receiver.openSecret(SECRET));
const identify = must(teaHouseIdentity.configure(OPTIONS, { region: 'CN' }));

function sample() {
  const context = { now: NOW, sequence: 1 };
  const payload = teaHouseSample.payload('order.paid', OPTIONS, context);
  if (!payload) throw new Error('no sample');
  const { body, ...request } = teaHouseSample.sign('order.paid', payload, SECRET, OPTIONS, context);
  return { ...request, body: Buffer.from(body), receivedAt: NOW };
}

test('the example is shown as it is', () => {
  const [, shown] = /```ts\n(import [^]*?)```/.exec(page) ?? [];
  expect(shown).toBe(example);
});

test('the example works: a signed order becomes a person, and whoever takes the parcel does not', () => {
  const request = sample();
  const verification = verify(request);
  if (verification.outcome !== 'verified') throw new Error(JSON.stringify(verification));
  const decoding = receiver.decode(verification.payload, request);
  if (decoding.outcome !== 'events' || !decoding.events[0]) throw new Error(JSON.stringify(decoding));
  const reception = { platform: 'tea-house', connection: 'tea', receivedTime: new Date(NOW).toISOString() };
  expect(identify(toEnvelope(decoding.events[0], reception))).toMatchObject({
    outcome: 'changes',
    changes: [
      {
        identities: [
          { kind: 'tea-house-buyer', scope: 'tea-house', value: '7001', evidence: { grade: 'verified' } },
          { kind: 'mobile', value: '15931000061', evidence: { grade: 'verified' } },
        ],
        refusals: [{ kind: 'mobile', reason: 'receiver' }],
        profile: { name: '韩梅' },
        moments: ['paid-order'],
      },
    ],
  });
});

test('and a forged one is refused', () => {
  const request = sample();
  const forged = { ...request, body: Buffer.from(request.body.toString().replace('15931000061', '15931000062')) };
  expect(verify(forged)).toMatchObject({ outcome: 'refused', status: 401, reason: 'signature-mismatch' });
});

test('the page names files that exist', () => {
  const files = [...page.matchAll(/`((?:functions|test|docs|local|sandbox|cli)\/[\w./-]+\.(?:ts|json|md))`/g)];
  expect(files.length).toBeGreaterThan(10);
  for (const [, file = ''] of files) expect(() => readFileSync(file), file).not.toThrow();
});

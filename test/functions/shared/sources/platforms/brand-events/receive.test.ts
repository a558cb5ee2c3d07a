import { expect, test } from 'vitest';
import { brandEvents } from '../../../../../../functions/shared/sources/platforms/brand-events/receive.ts';

const request = { method: 'POST', headers: {}, rawQuery: '', body: new Uint8Array() };

function configured() {
  const opened = brandEvents.configure({});
  if (!opened.ok) throw new Error('options');
  return opened.value;
}

test('has no webhook', () => {
  const verifier = configured().openSecret({});
  expect(verifier.ok && verifier.value(request)).toMatchObject({
    outcome: 'rejected',
    status: 405,
    reason: 'not-a-webhook',
  });
});

test('takes no bare payload', () => {
  expect(configured().decode(request.body, request)).toMatchObject({
    outcome: 'undecodable',
    reason: 'envelope-invalid',
  });
});

test('knows no option', () => {
  expect(brandEvents.configure({ shop: 'x' }).ok).toBe(false);
});

import { describe, expect, test } from 'vitest';
import { OutOfTime } from '../../../functions/deliver/calls.ts';
import { classifyError, identitiesWithoutCode, nobodyAfter } from '../../../functions/deliver/outcome.ts';
import { CdpError, type CdpErrorKind } from '../../../functions/shared/cdp/cdp-error.ts';
import { PortError } from '../../../functions/shared/ports/port-error.ts';
import type { DiscardReason } from '../../../functions/shared/identity/discarded-value.ts';
import { SecretError } from '../../../functions/shared/secrets/connection-secret.ts';

const MINUTES = 60_000;
const budget = { attempts: 8, minutes: 30 };
const fresh = { attempts: 0, since: 0 };
const health = { now: 0, lastSuccess: 0, countsFrom: 0 };
const cdp = (kind: CdpErrorKind, more: object = {}) => new CdpError(kind, { endpoint: 'e', ...more });

describe('what an error means for its event', () => {
  test.each([
    ['network', cdp('network'), 'cdp-unavailable'],
    ['timeout', cdp('timeout'), 'cdp-unavailable'],
    ['HTTP 500', cdp('unavailable', { status: 500 }), 'cdp-unavailable'],
    ['HTTP 429', cdp('throttled', { status: 429 }), 'cdp-unavailable'],
    ['no token', cdp('credentials'), 'cdp-credentials'],
    ['a token not accepted', cdp('auth'), 'cdp-credentials'],
    ['no secret', new SecretError('there is no secret "cdp"'), 'cdp-credentials'],
    ['a refusal that nobody can interpret', cdp('rejected'), 'cdp-undecided'],
    ['the ledger', new PortError('ledger', 'ThrottlingException', true), 'store-unavailable'],
    ['the end of this try’s time', new OutOfTime(), 'out-of-time'],
    ['a bug', new TypeError('x is not a function'), 'fault'],
  ])('%s: later', (_name, error, reason) => {
    expect(classifyError(error, fresh, budget, health)).toMatchObject({ outcome: 'waiting', reason });
  });

  test('a permanent refusal: refused at once, with the CDP’s own words', () => {
    const error = cdp('rejected', { permanent: true, message: 'E_FIELD: email' });
    expect(classifyError(error, fresh, budget, health)).toEqual({
      outcome: 'dead-lettered',
      reason: 'cdp-refused',
      detail: 'e: rejected: E_FIELD: email',
    });
  });

  test('a call that cannot be sent: refused at once', () => {
    const error = cdp('unsendable', { message: 'gender is no integer of 32 bits (Q16)' });
    expect(classifyError(error, fresh, budget, health)).toMatchObject({
      outcome: 'dead-lettered',
      reason: 'cdp-refused',
    });
  });

  test('Retry-After goes along', () => {
    expect(classifyError(cdp('throttled', { retryAfterSeconds: 7 }), fresh, budget, health)).toHaveProperty(
      'retryAfterSeconds',
      7,
    );
    expect(classifyError(cdp('throttled'), fresh, budget, health)).not.toHaveProperty('retryAfterSeconds');
  });

  test.each([
    ['enough attempts, minutes and others’ success', 8, 30, 1, 'dead-lettered'],
    ['one attempt short', 7, 30, 1, 'waiting'],
    ['a minute short', 8, 29, 1, 'waiting'],
    ['nobody else succeeded since', 8, 30, 0, 'waiting'],
    ['others succeeded only before', 8, 30, -1, 'waiting'],
    ['many attempts in a short time', 1000, 1, 1, 'waiting'],
    ['a long time with few attempts', 2, 600, 1, 'waiting'],
  ])('still -1: %s', (_name, attempts, minutes, successAfter, outcome) => {
    const since = 1000 * MINUTES;
    const at = { now: since + minutes * MINUTES, lastSuccess: since + successAfter, countsFrom: 0 };
    expect(classifyError(cdp('rejected'), { attempts, since }, budget, at).outcome).toBe(outcome);
  });
});

test.each([
  ['time before it closed is none', 29, 'waiting'],
  ['who succeeded before it closed has shown that others are taken', 30, 'dead-lettered'],
])('still -1 after the breaker has closed: %s', (_name, minutes, outcome) => {
  const closed = 600 * MINUTES;
  const at = { now: closed + minutes * MINUTES, lastSuccess: 300 * MINUTES, countsFrom: closed };
  expect(classifyError(cdp('rejected'), { attempts: 8, since: 0 }, budget, at).outcome).toBe(outcome);
});

describe('an event of which the tenant can be told nobody', () => {
  const said = (kind: string, reason: DiscardReason) => ({
    identity: { kind, scope: '', value: 'x', evidence: { grade: 'verified', field: `ids.${kind}` } } as const,
    reason,
  });

  test.each<readonly [string, DiscardReason]>([
    ['wechat-openid', 'ambiguous'],
    ['member-no', 'too-long'],
  ])('%s: %s can be mended, so that the event is kept, with the field and the reason', (kind, reason) => {
    expect(nobodyAfter([said('mobile', 'masked'), said(kind, reason)])).toEqual({
      outcome: 'dead-lettered',
      reason: 'identity-unusable',
      detail: `the tenant cannot be told ids.mobile (mobile): masked, ids.${kind} (${kind}): ${reason}; see value and scope of the kind in cdp.identityTypes`,
    });
  });

  test.each<readonly [string, DiscardReason]>([
    ['mobile', 'ambiguous'],
    ['email', 'too-long'],
    ['member-no', 'placeholder'],
    ['member-no', 'blocklisted'],
  ])('%s: %s is nobody’s to mend, and names nobody', (kind, reason) => {
    expect(nobodyAfter([said(kind, reason)])).toEqual({
      outcome: 'ignored',
      reason: 'event-without-customer',
      detail: 'every identity was refused',
    });
  });

  test('each kind that has no code is named once', () => {
    const identities = ['passport', 'member-no', 'passport'].map((kind) => said(kind, 'masked').identity);
    expect(identitiesWithoutCode(identities)).toEqual({
      outcome: 'dead-lettered',
      reason: 'identity-type-not-configured',
      detail: 'cdp.identityTypes has no code for passport, member-no, or every value is too long',
    });
  });
});

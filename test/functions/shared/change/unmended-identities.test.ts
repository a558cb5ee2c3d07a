import { describe, expect, test } from 'vitest';
import type { CustomerChange, Upsert } from '../../../../functions/shared/change/customer-change.ts';
import type { Identification, Ignored } from '../../../../functions/shared/change/identification.ts';
import { withUnmendedIdentities } from '../../../../functions/shared/change/unmended-identities.ts';
import type { Identity } from '../../../../functions/shared/identity/identity.ts';
import { mask } from '../../../../functions/shared/identity/mask.ts';
import type { DiscardedValue } from '../../../../functions/shared/identity/discarded-value.ts';

// An event whose text held characters that are none, in these fields.
const isMended = (field: string) => field.startsWith('mended');
const identity = (kind: string, value: string, field: string): Identity => ({
  kind,
  scope: '',
  value,
  evidence: { grade: 'verified', field },
});
const PHONE = identity('mobile', '15931000401', 'phone');
const MENDED = identity('member-no', 'A-1', 'mended.number');
const REFUSAL: DiscardedValue = {
  kind: 'member-no',
  field: 'mended.number',
  reason: 'malformed',
  masked: mask('member-no', 'A-1'),
};
const upsert = (identities: readonly Identity[], more: Partial<Upsert> = {}): Upsert => ({
  kind: 'upsert',
  identities,
  profile: {},
  triggers: [],
  ...more,
});
const changes = (...all: readonly CustomerChange[]): Identification => ({ outcome: 'changes', changes: all });
const unmended = (said: Identification | Ignored) => withUnmendedIdentities(said, isMended);

test('where nothing of a person was mended, what the event says stays', () => {
  const said = changes(upsert([PHONE], { profile: { name: 'Ann' } }), { kind: 'erase', identities: [PHONE] });
  expect(unmended(said)).toEqual(said);
});

test('what says nothing stays', () => {
  const said: Ignored = { outcome: 'ignored', reason: 'event-without-customer', detail: 'd' };
  expect(unmended(said)).toBe(said);
});

describe('an identity by a text that was mended', () => {
  test('is discarded, with the reason; the others stay', () => {
    expect(unmended(changes(upsert([MENDED, PHONE])))).toEqual(changes(upsert([PHONE], { discarded: [REFUSAL] })));
  });

  test('is discarded beside what was discarded before', () => {
    const before = { kind: 'email', field: 'mail', reason: 'masked', masked: 'a**@post.example' } as const;
    expect(unmended(changes(upsert([MENDED, PHONE], { discarded: [before] })))).toEqual(
      changes(upsert([PHONE], { discarded: [before, REFUSAL] })),
    );
  });

  test('is no field of the profile either', () => {
    const mail = identity('email', 'ann@post.example', 'mended.mail');
    const profile = { email: 'ann@post.example', name: 'Ann' };
    expect(unmended(changes(upsert([mail, PHONE], { profile })))).toMatchObject({
      changes: [{ profile: { name: 'Ann' }, identities: [PHONE] }],
    });
    expect(unmended(changes(upsert([mail, PHONE], { profile })))).not.toHaveProperty('changes.0.profile.email');
  });

  test('is erased by no event, and the others are', () => {
    expect(unmended(changes({ kind: 'erase', identities: [MENDED, PHONE], everywhere: true }))).toEqual(
      changes({ kind: 'erase', identities: [PHONE], everywhere: true }),
    );
  });
});

describe('an event of which nothing else says who the person is', () => {
  test('is for an operator, and says what was discarded', () => {
    expect(unmended(changes(upsert([MENDED])))).toEqual({
      outcome: 'ignored',
      reason: 'needs-an-operator',
      detail: 'all that says who the person is held characters that are none',
      discarded: [REFUSAL],
    });
  });

  test('an erase is, too', () => {
    expect(unmended(changes({ kind: 'erase', identities: [MENDED] }))).toMatchObject({
      outcome: 'ignored',
      reason: 'needs-an-operator',
      discarded: [],
    });
  });

  test('is whole where one of several changes would name nobody', () => {
    expect(unmended(changes(upsert([PHONE]), upsert([MENDED])))).toMatchObject({
      outcome: 'ignored',
      discarded: [REFUSAL],
    });
  });
});

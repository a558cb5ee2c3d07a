import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { email } from '../../../../functions/shared/identity/email.ts';

describe('email', () => {
  test.each([
    ['plain', 'lan.lin@mail.example', 'lan.lin@mail.example'],
    ['trimmed and in lower case', '  Lan.Lin@Mail.Example\n', 'lan.lin@mail.example'],
    ['plus and dots are kept', 'l.a.n+tea@mail.example', 'l.a.n+tea@mail.example'],
    ['digits', '10001234@mail.test', '10001234@mail.test'],
    ['an international domain in ASCII', 'lan@xn--fiq228c.xn--0zwm56d', 'lan@xn--fiq228c.xn--0zwm56d'],
    ['Apple’s private relay belongs to one person', 'x7k2@privaterelay.appleid.com', 'x7k2@privaterelay.appleid.com'],
    ['128 characters', `${'a'.repeat(60)}@${'b'.repeat(59)}.example`, `${'a'.repeat(60)}@${'b'.repeat(59)}.example`],
  ])('%s', (_name, given, value) => {
    expect(email(given)).toEqual({ ok: true, value });
  });

  test.each([
    ['empty', ''],
    ['empty', ' '],
    ['empty', null],
    ['empty', undefined],
    ['placeholder', 'null'],
    ['placeholder', '0'],
    ['placeholder', 0],
    ['placeholder', '123456@mail.test'],
    ['encrypted', '$bGFu$bWFpbA==$1$$'],
    ['wrong-type', '15424681357'],
    ['masked', 'l***n@mail.example'],
    ['placeholder', 'lan@mail.invalid'],
    ['placeholder', 'test@test.com'],
    ['placeholder', 'none@mail.test'],
    ['placeholder', 'lan@localhost.invalid'],
    ['placeholder', 'no-reply@mail.test'],
    ['placeholder', 'noreply+42@mail.test'],
    ['placeholder', 'do_not_reply@mail.test'],
    ['relay', 'k3j9d0@marketplace.amazon.de'],
    ['relay', 'k3j9d0@marketplace.amazon.co.uk'],
    ['relay', 'abc123@members.ebay.com'],
    ['relay', 'abc123@relay.walmart.com'],
    ['malformed', 'lan'],
    ['malformed', 'lan@'],
    ['malformed', '@mail.example'],
    ['malformed', 'lan@mail'],
    ['malformed', 'lan@@mail.example'],
    ['malformed', 'lan lin@mail.example'],
    ['malformed', '.lan@mail.example'],
    ['malformed', 'la..n@mail.example'],
    ['malformed', 'lan@-mail.example'],
    ['malformed', 'lan@mail.example.'],
    ['malformed', 'Lan <lan@mail.example>'],
    ['malformed', 'lan@mail.example,ming@mail.example'],
    ['malformed', 'lan＠mail.example'],
    ['malformed', '岚@mail.example'],
    ['malformed', 'lan@\u212aite.example'],
    ['malformed', `${'a'.repeat(65)}@mail.example`],
    ['too-long', `lan@${'b'.repeat(120)}.example`],
    ['wrong-type', 42],
    ['wrong-type', {}],
  ])('%s: %j', (reason, given) => {
    expect(email(given)).toEqual({ ok: false, reason });
  });

  test('an accepted address differs from what was given only in case and outer blanks, and is idempotent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string()), fc.constantFrom('', ' ', '\n'), (address, blank) => {
        const contact = email(blank + address.toUpperCase() + blank);
        if (!contact.ok) return;
        expect(contact.value).toBe(address.trim().toLowerCase());
        expect(email(contact.value)).toEqual(contact);
      }),
    );
  });
});

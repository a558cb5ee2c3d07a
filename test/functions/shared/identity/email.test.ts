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
    ['an international domain', 'info@käse-laden.de', 'info@xn--kse-laden-v2a.de'],
    ['an international local part', '岚@mail.example', '岚@mail.example'],
    ['in full width', 'lan＠mail.example', 'lan@mail.example'],
    ['a blank behind a zero-width character', '\u200b lan@mail.example \u200b', 'lan@mail.example'],
    ['a local part of 64 characters', `${'a1'.repeat(32)}@mail.example`, `${'a1'.repeat(32)}@mail.example`],
    ['two digits', '12@mail.example', '12@mail.example'],
    ['digits that begin with one repeated', '1123@mail.example', '1123@mail.example'],
    ['128 characters', `${'a'.repeat(60)}@${'b'.repeat(59)}.example`, `${'a'.repeat(60)}@${'b'.repeat(59)}.example`],
  ])('%s', (_name, given, value) => {
    expect(email(given)).toEqual({ ok: true, value });
  });

  test.each([
    ['empty', ''],
    ['empty', ' '],
    ['empty', '\u200b'],
    ['malformed', `${'a1'.repeat(32)}b@mail.example`],
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
    ['malformed', 'lan@\u212aite.example'],
    ['malformed', `${'a'.repeat(65)}@mail.example`],
    ['too-long', `lan@${'b'.repeat(120)}.example`],
    ['wrong-type', 42],
    ['wrong-type', {}],
  ])('%s: %j', (reason, given) => {
    expect(email(given)).toEqual({ ok: false, reason });
  });

  test('an accepted address of ASCII differs from what was given only in case and outer blanks', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string()), fc.constantFrom('', ' ', '\n'), (address, blank) => {
        const contact = email(blank + address.toUpperCase() + blank);
        // oxlint-disable-next-line no-control-regex
        if (contact.ok && /^[\x00-\x7f]*$/.test(address)) expect(contact.value).toBe(address.trim().toLowerCase());
        if (contact.ok) expect(email(contact.value)).toEqual(contact);
      }),
    );
  });

  const letters = fc.stringMatching(/^[a-zäöüéñ林岚иванδοκ0-9]{1,12}$/);
  const writings = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toUpperCase().toLowerCase(),
    (text) => text.normalize('NFD'),
    (text) => text.replace('@', '＠'),
    (text) => Array.from(text).join('\u200b'),
    (text) => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)),
  );

  test('in whatever width, composition and with whatever zero-width characters, an address is the same, and idempotent', () => {
    fc.assert(
      fc.property(letters, letters, writings, (local, domain, write) => {
        const plain = email(`${local}@${domain}-tea.example`);
        const written = email(write(`${local}@${domain}-tea.example`));
        // What every letter doubles may be longer than an address can be.
        if (written.ok || written.reason !== 'too-long') expect(written).toEqual(plain);
        if (plain.ok) expect(email(plain.value)).toEqual(plain);
      }),
      { numRuns: 1000 },
    );
  });
});

import { describe, expect, test } from 'vitest';
import { email } from '../../../../functions/shared/identity/email.ts';

// What people type to get past a form, and mailboxes that nobody reads, are nobody's; what only looks like them is somebody's.

const placeholder = { ok: false, reason: 'placeholder' };

describe('typed to get past a form', () => {
  test.each(['none', 'null', 'undefined', 'noemail', 'no-email', 'nomail', 'noone', 'nobody', 'na'])(
    '%s at any domain',
    (local) => {
      expect(email(`${local}@shop.example`)).toEqual(placeholder);
      expect(email(`${local}x@mail.example`)).toEqual({ ok: true, value: `${local}x@mail.example` });
    },
  );

  test.each(['a', 'aa', 'aaa', 'abc', 'asd', 'asdf', 'email', 'no', 'qq', 'test', 'xxx'])('the word %s', (word) => {
    for (const address of [`${word}@${word}.${word}`, `${word}@test.com`, `${word}@email.com`]) {
      if (/\.[a-z]{2,}$/.test(address)) expect(email(address), address).toEqual(placeholder);
    }
  });

  test.each(['asd@mail.example', 'qq@mail.example', 'xxx@mail.example', 'aaa@mail.example'])(
    '%s may be somebody’s',
    (address) => {
      expect(email(address)).toEqual({ ok: true, value: address });
    },
  );
});

describe('that there is no address, and the example that a form shows', () => {
  test.each([
    'no.email@shop.example',
    'no_mail@shop.example',
    'noe-mail@shop.example',
    'keine-email@shop.example',
    'keinemail@shop.example',
    'sincorreo@shop.example',
    'pasdemail@shop.example',
    'n/a@shop.example',
    'your.email@mail.example',
    'yourname@mail.example',
    'you@company.com',
    'name@yourcompany.com',
    'email@domain.com',
    'user@your-domain.com',
  ])('%s', (address) => {
    expect(email(address)).toEqual(placeholder);
  });

  test.each([
    'nora.mail@mail.example',
    'keiner@mail.example',
    'sina@mail.example',
    'lin@company.com',
    'name@mail.example',
  ])('%s is somebody’s', (address) => {
    expect(email(address)).toEqual({ ok: true, value: address });
  });
});

describe('a mailbox that nobody reads', () => {
  test.each([
    'noreply@mail.example',
    'no-reply.orders@mail.example',
    'do_not_reply@mail.example',
    'donotreply2@mail.example',
    'mailer-daemon@mail.example',
    'postmaster@mail.example',
    'bounce@mail.example',
    'bounces+17@mail.example',
    'bounce-42@mail.example',
    'bounce-lan=shop.example@mail.example',
  ])('%s', (address) => {
    expect(email(address)).toEqual(placeholder);
  });

  test.each([
    'lan.noreply@mail.example',
    'noreplying@mail.example',
    'postmasters@mail.example',
    'bounce.lin@mail.example',
    'rebounce@mail.example',
    'bouncer@mail.example',
  ])('%s is none', (address) => {
    expect(email(address)).toEqual({ ok: true, value: address });
  });
});

describe('a short number', () => {
  test.each([
    'qq.com',
    'vip.qq.com',
    'foxmail.com',
    '163.com',
    'vip.126.com',
    'yeah.net',
    'sina.cn',
    'sohu.com',
    '139.com',
    '189.cn',
    'gmail.com',
    'outlook.com',
    'hotmail.co.uk',
    'live.cn',
    'yahoo.com.tw',
    'icloud.com',
  ])('is nobody’s at %s', (domain) => {
    expect(email(`1984@${domain}`)).toEqual(placeholder);
  });

  test.each(['nobody-here.qq.com', 'qq.com.example', 'gmail.example'])('may be somebody’s at %s', (domain) => {
    expect(email(`1984@${domain}`)).toEqual({ ok: true, value: `1984@${domain}` });
  });
});

test.each(['a12@hotmail.example', '12a@hotmail.example'])('%s is no number', (address) => {
  expect(email(address)).toEqual({ ok: true, value: address });
  expect(email('1234@hotmail.example')).toEqual(placeholder);
});

describe('a domain that no mail goes to', () => {
  test.each(['lan@shop.invalid', 'lan@host.localhost', 'lan@printer.local', 'lan@example.com'])('%s', (address) => {
    expect(email(address)).toEqual(placeholder);
  });

  test.each(['lan@invalid.shop.example', 'lan@example.com.example', 'lan@shop.notlocal', 'lan@notinvalid.example'])(
    '%s is none',
    (address) => {
      expect(email(address)).toEqual({ ok: true, value: address });
    },
  );
});

import type { DiscardReason } from '../../functions/shared/identity/discarded-value.ts';

export type Trap = readonly [rule: string, value: string, reason: DiscardReason];

/** Where a phone belongs, and none stands. */
export const phoneTraps: readonly Trap[] = [
  ['masked in the middle', '138****8124', 'masked'],
  ['masked at the front', '*******8124', 'masked'],
  ['masked but its ends', '1******1234', 'masked'],
  ['masked with full-width stars', '138＊＊＊＊8124', 'masked'],
  ['masked with x', '138xxxx8124', 'masked'],
  ['masked with dots', '138••••8124', 'masked'],
  ['masked behind the country code', '+86 138****8124', 'masked'],
  ['virtual with an extension', '18400913965-7576', 'virtual'],
  ['virtual with a short extension', '18877771111-123', 'virtual'],
  ['virtual, 转', '18400913965转7576', 'virtual'],
  ['virtual, 轉', '18400913965轉7576', 'virtual'],
  ['virtual, 分机', '18400913965分机7576', 'virtual'],
  ['virtual, comma', '18400913965,7576', 'virtual'],
  ['virtual, full-width comma', '18400913965，7576', 'virtual'],
  ['virtual, number sign', '18400913965#7576', 'virtual'],
  ['virtual, ext', '18400913965 ext 7576', 'virtual'],
  ['virtual behind +86', '+86 18400913965-7576', 'virtual'],
  ['ciphertext in dollar signs', '$138$AbCdEfGh0123$1$$', 'encrypted'],
  ['ciphertext in number signs', '#138#AbCdEfGh0123#1##', 'encrypted'],
  ['documentation number', '13800138000', 'placeholder'],
  ['documentation number, full-width', '１３８００１３８０００', 'placeholder'],
  ['one digit repeated', '13911111111', 'placeholder'],
  ['zero', '0', 'placeholder'],
  ['the word null', 'null', 'placeholder'],
  ['the word undefined', 'undefined', 'placeholder'],
  ['未填写', '未填写', 'placeholder'],
  ['an address', 'lan@mail.example', 'wrong-type'],
  ['a fixed line', '010-62345678', 'fixed-line'],
  ['groups of another country', '1-310-555-2671', 'ambiguous'],
  ['a word', '手机', 'malformed'],
];

export const emailTraps: readonly Trap[] = [
  ['masked', 'l***n@mail.example', 'masked'],
  ['masked with full-width stars', 'l＊＊＊n@mail.example', 'masked'],
  ['masked with dots', 'l•••n@mail.example', 'masked'],
  ['Amazon’s relay', 'x1y2z3@marketplace.amazon.de', 'relay'],
  ['eBay’s relay', 'x1y2z3@members.ebay.com', 'relay'],
  ['no-reply', 'no-reply@brand.example', 'placeholder'],
  ['noreply', 'noreply@brand.example', 'placeholder'],
  ['typed to get past a form', 'test@test.com', 'placeholder'],
  ['of somebody who walked in', 'walkin@walkin.com', 'placeholder'],
  ['kept for examples', 'user@example.com', 'placeholder'],
  ['bol’s relay', 'x1y2z3@verkopen.bol.com', 'relay'],
  ['of no network', 'lan@shop.invalid', 'placeholder'],
  ['the word null', 'null', 'placeholder'],
  ['无', '无', 'placeholder'],
  ['a phone', '15424681357', 'wrong-type'],
  ['without a domain', 'lan.lin', 'malformed'],
  ['with a letter of another script', 'l\u0430n@mail.example', 'malformed'],
  ['longer than any address', `${'l'.repeat(120)}@mail.example`, 'too-long'],
];

export const idTraps: readonly Trap[] = [
  ['masked', 'oInv****0001', 'masked'],
  ['masked with full-width stars', 'oInv＊＊＊＊0001', 'masked'],
  ['zero', '0', 'placeholder'],
  ['the word null', 'null', 'placeholder'],
  ['the word undefined', 'undefined', 'placeholder'],
  ['未知', '未知', 'placeholder'],
  ['ciphertext', '$oInv$AbCdEfGh0123$1$$', 'encrypted'],
];

/** How an event ends that names nobody but by an id which failed for this reason. */
export function withoutId(reason: DiscardReason): { readonly ignored: string } {
  const isOfForm = ['wrong-type', 'malformed', 'ambiguous', 'unknown-member', 'too-long'].includes(reason);
  return { ignored: isOfForm ? 'identity-unusable' : 'event-without-customer' };
}

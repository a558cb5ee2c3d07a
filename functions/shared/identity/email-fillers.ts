/** Domains that never leave a machine or a network: RFC 2606, RFC 6762. */
const NO_MAILBOX = /(?:^|\.)(?:invalid|localhost|local)$/;
/** Local parts that people type instead of an address. */
const FILLER_LOCALS = new Set(['none', 'null', 'undefined', 'noemail', 'no-email', 'nomail', 'noone', 'nobody', 'na']);
/** Mailboxes that nobody reads. */
const UNATTENDED = /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?)(?:[-_.+\d].*)?$/;

/**
 * Marketplaces put their own relay address into the order that they pass on. It belongs to the marketplace and may end
 * with the order. Amazon, eBay, Walmart, TikTok Shop. (Apple's private relay is not here: it belongs to one person.)
 */
const RELAY =
  /(?:^|\.)(?:marketplace\.amazon\.[a-z]{2,3}(?:\.[a-z]{2})?|members\.ebay\.[a-z]{2,3}(?:\.[a-z]{2})?|relay\.walmart\.com|scs\.tiktokw\.us)$/;

export function isRelayEmail(domain: string): boolean {
  return RELAY.test(domain);
}

export function isUnattendedEmail(local: string): boolean {
  return UNATTENDED.test(local);
}

/**
 * `x@localhost.local`, `none@…`, `test@test.com` (the local part and the domain's name are the same word), and local parts
 * of five digits or more that are one digit repeated or run up: `123456@qq.com`.
 */
export function isFillerEmail(local: string, domain: string): boolean {
  return (
    NO_MAILBOX.test(domain) ||
    FILLER_LOCALS.has(local) ||
    FORM_FILLERS.has(`${local}@${domain}`) ||
    /^(\d)\1{4,}$/.test(local) ||
    (local.length >= 5 && '01234567890'.includes(local))
  );
}

const FORM_FILLERS = new Set(
  ['a', 'aa', 'aaa', 'abc', 'asd', 'asdf', 'email', 'no', 'qq', 'test', 'xxx'].flatMap((word) => [
    `${word}@${word}.com`,
    `${word}@${word}.${word}`,
    `${word}@test.com`,
    `${word}@email.com`,
  ]),
);

/**
 * Domains of which no mail goes to anybody: RFC 2606, RFC 6762. Its `.example` and `.test` are not among them: the people of
 * our samples and of everybody's tests live there, and no deployment ever meets them.
 */
const NO_MAILBOX = /(?:^|\.)(?:invalid|localhost|local|example\.(?:com|net|org))$/;
/** Local parts that people type instead of an address. */
const FILLER_LOCALS = new Set(['none', 'null', 'undefined', 'noone', 'nobody', 'na', 'n/a']);
/** That somebody has no address, as tills write it, and what forms show as an example: `no.email`, `keine-mail`, `your_name`. */
const NO_ADDRESS = /^(?:(?:no|keine?|sin|pas[-_.]?de|without)[-_.]?e?-?(?:mail|correo)|your[-_.]?(?:e?-?mail|name))$/;
/** Domains of such examples, with the local parts that stand before them. */
const FORM_EXAMPLE = /^(?:you|e?-?mail|name|user|username|someone)@(?:your)?-?(?:domain|company|website)\.com$/;
/**
 * Mailboxes that nobody reads. Behind `bounce` stands the address that a mail went to, or a number: `bounces+17`,
 * `bounce-42`, `bounce-lan=shop.test`. `bounce.lin` is a person.
 */
const UNATTENDED =
  /^(?:(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster)(?:[-_.+\d].*)?|bounces?(?:\+.*|[-_.]?\d.*|[-_].*=.*)?)$/;

/**
 * Marketplaces put their own relay address into the order that they pass on. It belongs to the marketplace and may end
 * with the order. (Apple's private relay is not here: it belongs to one person.)
 */
const RELAY = new RegExp(
  `(?:^|\\.)(?:${[
    'marketplace\\.amazon\\.[a-z]{2,3}(?:\\.[a-z]{2})?',
    'members\\.ebay\\.[a-z]{2,3}(?:\\.[a-z]{2})?',
    'relay\\.walmart\\.com',
    'scs\\.tiktokw\\.us', // TikTok Shop
    'shipping\\.temuemail\\.com',
    'verkopen\\.bol\\.com',
    'user\\.allegrogroup\\.pl', // Allegro until 2021
    'allegromail\\.pl',
    'fw\\.rakuten\\.ne\\.jp',
    'mail\\.mercadoli(?:b|v)re\\.com(?:\\.[a-z]{2})?',
    'notification\\.mirakl\\.net', // the marketplaces of many retailers
    'private-relay\\.reverb\\.com',
    'ct\\.vtex\\.com\\.br', // the marketplaces on VTEX
  ].join('|')})$`,
);

/** Where everybody gets an address; each gives none of fewer than five digits alone (QQ begins with 10000). */
const PROVIDERS =
  /^(?:(?:vip\.)?qq\.com|foxmail\.com|(?:vip\.)?(?:163|126)\.com|yeah\.net|sina\.(?:com|cn)|sohu\.com|139\.com|189\.cn|gmail\.com|googlemail\.com|outlook\.[a-z.]+|hotmail\.[a-z.]+|live\.[a-z.]+|yahoo\.[a-z.]+|icloud\.com)$/;

export function isRelayEmail(domain: string): boolean {
  return RELAY.test(domain);
}

export function isUnattendedEmail(local: string): boolean {
  return UNATTENDED.test(local);
}

/**
 * `x@localhost.local`, `none@…`, `guest@guest.com` (the local part and the domain's first name are the same word), `123@qq.com`,
 * and local parts that are one digit repeated or digits run up or down: `123456@…`.
 */
export function isFillerEmail(local: string, domain: string): boolean {
  return (
    NO_MAILBOX.test(domain) ||
    FILLER_LOCALS.has(local) ||
    NO_ADDRESS.test(local) ||
    FORM_EXAMPLE.test(`${local}@${domain}`) ||
    withoutTag(local) === domain.slice(0, domain.indexOf('.')) ||
    FORM_FILLERS.has(`${local}@${domain}`) ||
    isFillerNumber(local, domain)
  );
}

function isFillerNumber(local: string, domain: string): boolean {
  if (!/^\d+$/.test(local)) return false;
  if (local.length < 5 && PROVIDERS.test(domain)) return true;
  return local.length >= 3 && (/^(\d)\1+$/.test(local) || ASCENDING.includes(local) || DESCENDING.includes(local));
}

function withoutTag(local: string): string {
  return local.replace(/\+.*$/, '');
}

const ASCENDING = '01234567890';
const DESCENDING = '09876543210';

const FORM_FILLERS = new Set(
  ['a', 'aa', 'aaa', 'abc', 'asd', 'asdf', 'email', 'no', 'qq', 'test', 'xxx'].flatMap((word) => [
    `${word}@${word}.${word}`,
    `${word}@test.com`,
    `${word}@email.com`,
  ]),
);

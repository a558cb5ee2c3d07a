/**
 * Characters that no text is made of, and that XML 1.0 and SQS refuse: control characters, U+FFFE, U+FFFF. U+FDD0 to U+FDEF stand for
 * nothing in Unicode; a reader puts `UNREAD` where it had to leave something out. U+FFFD stands where bytes were no UTF-8.
 */
// eslint-disable-next-line no-control-regex
const UNREADABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFDD0-\uFDEF\uFFFD-\uFFFF]/;
// eslint-disable-next-line no-control-regex
const DROPPED = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFDD0-\uFDEF\uFFFE\uFFFF]/g;

/** What a reader writes where it has left out or joined something, so that whoever wants an id sees that this is none. */
export const UNREAD = '\uFDD0';

/** Every character of the text is one, as it was sent: the text may be an id, a time or a type. */
export function isReadable(text: string): boolean {
  return !UNREADABLE.test(text) && text.isWellFormed();
}

/** The text for a person to read: what is no character is left out, and half a surrogate pair is U+FFFD, as broken UTF-8 is. */
export function readable(text: string): string {
  return text.toWellFormed().replace(DROPPED, '');
}

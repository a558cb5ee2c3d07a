import { type Contact, refuse } from '../identity/contact.ts';
import { opaqueId } from '../identity/opaque-id.ts';

/** A mobile number, alone or with an extension behind it. Of ids in hex some begin with eleven such digits, and a letter follows. */
const PHONE = /^(?:\+?86)?1[3-9]\d{9}(?:\d{3,4}|[^A-Za-z0-9].*)?$/s;

/** An id that a platform gave to a person. @param form what every id of the platform looks like; a phone never is one */
export function platformId(value: unknown, form: RegExp): Contact {
  return typeof value === 'string' && PHONE.test(value) ? refuse('wrong-type') : opaqueId(value, form);
}

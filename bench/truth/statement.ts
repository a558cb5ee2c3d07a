/** What stands in a line of the events: the event as its platform sends it, and beside it what it says. */

/**
 * `proved`: by an act of the person, or it is the platform's own id. `typed`: by whoever filled in a form. `recorded`: a
 * platform repeats what it has stored.
 */
export type Grade = 'proved' | 'typed' | 'recorded';

export interface Identity {
  /** `mobile` and `email` are contacts, which change hands; every other kind is a platform's id, which does not. */
  readonly kind: string;
  /** In what the value is unique: an app, a shop; `''` where it is unique by itself. */
  readonly scope: string;
  /** A mobile in E.164 with its plus, an address in lower case. */
  readonly value: string;
}

export interface StatedIdentity extends Identity {
  readonly grade: Grade;
  /** `receiver`: whoever takes the parcel. */
  readonly role: 'own' | 'receiver';
}

export type Act =
  | 'log-in'
  | 'bind'
  | 'account-opened'
  | 'account-closed'
  | 'record-update'
  | 'order'
  | 'order-update'
  | 'payment'
  | 'follow'
  | 'click'
  | 'profile-update'
  | 'release'
  | 'rebind'
  | 'erase';

export type Fields = { readonly name?: string; readonly city?: string };

/** The neutral reading, for a product that does not read the platforms' own forms. */
export interface Says {
  /** When it happened, and when it came; RFC 3339. */
  readonly time: string;
  readonly arrives: string;
  /** The platform, and which of its accounts. */
  readonly channel: string;
  readonly account: string;
  readonly act: Act;
  readonly identities: readonly StatedIdentity[];
  /** Contacts that are no longer the person's. */
  readonly released?: readonly Identity[];
  /** Of an erase: what every channel knows, not what this one does. */
  readonly everywhere?: boolean;
  readonly name?: string;
  readonly fields?: Omit<Fields, 'name'>;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A CloudEvents 1.0 envelope; docs/envelope.md. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Json;
  readonly connection: string;
  readonly receivedtime: string;
  readonly partitionkey?: string;
}

export interface EventLine {
  /** Each history is a world of its own: nothing in it is known before its first line. */
  readonly history: string;
  readonly event: CloudEvent;
  readonly says: Says;
}

export function keyOf({ kind, scope, value }: Identity): string {
  return `${kind}|${scope}|${value}`;
}

export function isContact({ kind }: Pick<Identity, 'kind'>): boolean {
  return kind === 'mobile' || kind === 'email';
}

/** The same of a key. */
export function isContactKey(key: string): boolean {
  return key.startsWith('mobile|') || key.startsWith('email|');
}

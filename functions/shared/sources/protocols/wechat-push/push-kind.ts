import type { PushOptions } from './settings.ts';
import { type UnconfirmedSender, unconfirmedSenders } from './unconfirmed-senders.ts';

/** Where a push names its customer. There is no general rule: `FromUserName` may be the platform. */
export interface CustomerField {
  /** As the platform documents it; other spellings (`openid`, ` OpenID `) are found too. */
  readonly name: string;
  /** The object of the push that holds it. */
  readonly within?: string;
  /** JSON pushes leave that object out and have its fields at the top. */
  readonly flatInJson?: true;
  /** The field of that object whose text is JSON, in XML pushes as well, and has the fields. */
  readonly json?: string;
}

/** What a push of one kind says about which customer. */
export interface PushKind {
  readonly customer: CustomerField;
  /** Nothing confirms that the sender is the customer: it counts where `customer` is missing and the options name the event. */
  readonly sender?: 'unconfirmed' | 'counts';
  readonly effect: 'seen' | 'follow' | 'unfollow' | 'paid' | 'erase' | 'none';
  /** WeChat or the shop has done something, and the customer nothing; absent: the push is itself what the customer did. */
  readonly act?: 'record';
  /** The push documents a unionid of the same person. */
  readonly unionId?: true;
  /** The push says in `AppID` whose openid it names. */
  readonly namesApp?: true;
  /** A phone number that the customer typed, beside the openid. */
  readonly phone?: string;
  /** The field of the customer's object by whose value they have paid; by any other, nobody has. */
  readonly paidIf?: { readonly field: string; readonly is: string };
  /**
   * The path, in the customer's object or in the push, to when it happened: a push that WeChat repeats may be written anew, and
   * `CreateTime` with it.
   */
  readonly happened?: readonly string[];
  /** `Env` 1 marks a payment in the platform's own sandbox, where nobody pays. */
  readonly hasEnvironment?: true;
  /** A field of the customer's object, or of the one around it, that marks a trial of the platform's console. */
  readonly trial?: string;
  /** The fields by which two deliveries of this kind are one; a repeated push differs in others (`RetryTimes`). */
  readonly sameBy?: readonly string[];
}

export type PushKinds = Readonly<Record<string, PushKind>>;

/** Finds the kind of an event or message by its type; the platform's own letter case varies. */
export type PushKindOf = (type: string) => PushKind | undefined;
export type PushKindsOf = (settings: Pick<PushOptions, 'senderIsCustomer'>) => PushKindOf;

/** @param kinds By type in lower case. */
export function pushKindOf(kinds: PushKinds): PushKindOf {
  const known = new Map(Object.entries(kinds));
  return (type) => known.get(type.toLowerCase());
}

/** The same, as the options of the connection have it. */
export function pushKindsOf(kinds: PushKinds): PushKindsOf {
  const kindOf = pushKindOf(kinds);
  return ({ senderIsCustomer = [] }) => {
    if (senderIsCustomer.length === 0) return kindOf;
    const namedKind: ReadonlySet<string> = new Set(senderIsCustomer);
    return (type) => {
      const kind = kindOf(type);
      return kind?.sender === 'unconfirmed' && namedKind.has(type.toLowerCase()) ? { ...kind, sender: 'counts' } : kind;
    };
  };
}

export const senderKind: CustomerField = { name: 'FromUserName' };
/** Sent by the platform about somebody. */
export const named: CustomerField = { name: 'OpenID' };

/** Orders name their customer here, where they do. */
const orderer: CustomerField = { name: 'openid', within: 'order_info' };

/** The kind of each event whose sender nothing confirms. */
export function ofUnconfirmedSenders(types: readonly UnconfirmedSender[] = unconfirmedSenders): PushKinds {
  const recordOfOrder: PushKind = { customer: orderer, sender: 'unconfirmed', effect: 'seen', act: 'record' };
  return sameKind(recordOfOrder, types);
}

export function sameKind(kind: PushKind, types: readonly string[]): PushKinds {
  return Object.fromEntries(types.map((type) => [type, kind]));
}

/** What official accounts and mini programs push alike. */
export const commonKinds: PushKinds = {
  ...sameKind({ customer: senderKind, effect: 'seen' }, [
    // Messages
    'message.text',
    'message.image',
    'message.voice',
    'message.video',
    'message.shortvideo',
    'message.location',
    'message.link',
    'message.miniprogrampage',
    // In no list of WeChat's documents: pushes of it are shown by public code, with the sender of any message.
    'message.file',
    // What somebody chose
    'subscribe_msg_popup_event',
    'subscribe_msg_change_event',
  ]),
  // Paid to a second-level merchant. Docs: wxafunds of the business capabilities
  funds_order_pay: { customer: senderKind, effect: 'paid', happened: ['order_info', 'pay_time'] },
  // What became of a message that was sent to one person
  subscribe_msg_sent_event: { customer: senderKind, effect: 'seen', act: 'record' },
  user_info_modified: { customer: named, effect: 'seen', act: 'record', unionId: true, namesApp: true },
  user_authorization_revoke: { customer: named, effect: 'none', unionId: true, namesApp: true },
  user_authorization_cancellation: { customer: named, effect: 'erase', unionId: true, namesApp: true },
};

import type { Act, Identity, Json } from '../statement.ts';
import { CORP_ID } from './accounts.ts';
import { type Message, type Moment, proved } from './message.ts';

type App = 'account' | 'mini' | 'mini-two';

const ACCOUNT = 'gh_0123456789ab';
/** The platform's own account, from which it tells of authorisations. */
const PLATFORM = 'oTruthPlatform00000000000001';

export const follow = (openid: Identity): Message => push('account', 'subscribe', 'follow', openid, { EventKey: '' });

export const click = (openid: Identity): Message =>
  push('account', 'CLICK', 'click', openid, { EventKey: 'menu_member' });

/** Somebody opens the customer service of a mini program. */
export const enterService = (app: 'mini' | 'mini-two', openid: Identity): Message =>
  push(app, 'user_enter_tempsession', 'click', openid, { SessionFrom: 'home' });

/** A membership card is taken: the one push of an official account with a unionid. */
export function takeCard(openid: Identity, unionId: Identity): Message {
  const card = { CardId: 'pTruthCard000000000000000001', IsGiveByFriend: 0, UnionId: unionId.value };
  const message = push('account', 'user_get_card', 'click', openid, card);
  return { ...message, identities: [proved(unionId), ...message.identities] };
}

export function profileModified(app: App, openid: Identity, unionId: Identity): Message {
  return authorisation(app, 'user_info_modified', 'profile-update', openid, unionId);
}

/** The person closes their account in the app. */
export function authorisationCancelled(app: App, openid: Identity, unionId: Identity | undefined): Message {
  return { ...authorisation(app, 'user_authorization_cancellation', 'erase', openid, unionId), everywhere: false };
}

function authorisation(app: App, type: string, act: Act, openid: Identity, unionId: Identity | undefined): Message {
  const message = push(app, type, act, openid, {});
  const named = {
    OpenID: openid.value,
    AppID: openid.scope,
    RevokeInfo: '205',
    ...(unionId && { UnionID: unionId.value }),
  };
  return {
    ...message,
    data: (moment) => ({ ...head(PLATFORM, type, moment), ...named }),
    identities: [...(unionId ? [proved(unionId)] : []), ...message.identities],
  };
}

function push(account: App, type: string, act: Act, openid: Identity, fields: Readonly<Record<string, Json>>): Message {
  return {
    account,
    type,
    subject: openid.value,
    data: (moment) => ({ ...head(openid.value, type, moment), ...fields }),
    act,
    identities: [proved(openid)],
  };
}

/** Pushes are XML: every value is a text. */
function head(sender: string, type: string, { ms }: Moment): Readonly<Record<string, Json>> {
  const time = String(Math.floor(ms / 1000));
  return { ToUserName: ACCOUNT, FromUserName: sender, CreateTime: time, MsgType: 'event', Event: type };
}

/** An employee of the corp adds somebody as a contact. */
export function addContact(contact: Identity): Message {
  return {
    account: 'wecom',
    type: 'change_external_contact.add_external_contact',
    subject: contact.value,
    data: ({ ms }) => ({
      ToUserName: CORP_ID,
      FromUserName: 'sys',
      CreateTime: String(Math.floor(ms / 1000)),
      MsgType: 'event',
      Event: 'change_external_contact',
      ChangeType: 'add_external_contact',
      UserID: 'employee.one',
      ExternalUserID: contact.value,
      WelcomeCode: 'WELCOME',
    }),
    act: 'follow',
    identities: [proved(contact)],
  };
}

/** What the log-in of a mini program knows once WeChat has answered. */
export interface LogIn {
  /** Of this log-in: sent again under the same id, it has no second effect. */
  readonly id: string;
  readonly at: Date;
  readonly memberNo: string;
  /** The mini program's. */
  readonly appId: string;
  /** The answer of `code2session`. */
  readonly session: { readonly openid: string; readonly unionid?: string };
  /** `phone_info` of the answer of `getuserphonenumber`, as it is: the person has just let WeChat give it. */
  readonly phoneInfo?: {
    readonly phoneNumber: string;
    readonly purePhoneNumber: string;
    readonly countryCode: string | number;
    readonly watermark?: { readonly timestamp: number; readonly appid: string };
  };
}

/** Somebody has logged in: all of this is one person's, and proved. */
export function loggedIn({ id, at, memberNo, appId, session, phoneInfo }: LogIn): string {
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: '/brand-events/brand-demo',
    type: 'member.bound',
    subject: memberNo,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    connection: 'brand-demo',
    receivedtime: at.toISOString(),
    data: {
      identities: [
        { kind: 'member-no', value: memberNo },
        { kind: 'wechat-openid', scope: appId, value: session.openid },
        ...(session.unionid === undefined ? [] : [{ kind: 'wechat-unionid', value: session.unionid }]),
        ...(phoneInfo === undefined ? [] : [{ kind: 'mobile', value: phoneInfo }]),
      ],
    },
  });
}

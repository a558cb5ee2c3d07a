/** The profile fields by their type, as a program needs them at run time; what they mean is in profile.ts. */

export const profileStringFields = [
  'appId',
  'birthday',
  'chargeId',
  'province',
  'city',
  'district',
  'company',
  'createMethod',
  'email',
  'hobby',
  'img',
  'industry',
  'language',
  'location',
  'nickName',
  'openId',
  'position',
  'referrer',
  'referrerName',
  'remark',
  'source',
  'source1',
  'source2',
  'source3',
  'source4',
  'source5',
  'source6',
  'source7',
  'source8',
  'subscribeSource',
  'unionId',
  'website',
] as const;

/** 32-bit integers (Q16). Q15: `editable` and `isEmployee` are inverted, 0 = yes; `emailVerified` is not. */
export const profileIntegerFields = [
  'annualRevenue',
  'campaignId',
  'editable',
  'employeeNumber',
  'emailVerified',
  'gender',
  'isEmployee',
] as const;

export type ProfileStringField = (typeof profileStringFields)[number];
export type ProfileIntegerField = (typeof profileIntegerFields)[number];
export type ProfileField = ProfileStringField | ProfileIntegerField;

export type Profile = { [field in ProfileStringField]?: string } & { [field in ProfileIntegerField]?: number };

import type { Act, Fields, Grade, Identity, Json, StatedIdentity } from '../statement.ts';
import type { AccountName } from './accounts.ts';

/** What a platform sends, before it has a time. */
export interface Message {
  readonly account: AccountName;
  readonly type: string;
  readonly subject?: string;
  readonly data: (moment: Moment) => Json;
  readonly act: Act;
  readonly identities: readonly StatedIdentity[];
  readonly released?: readonly Identity[];
  readonly everywhere?: boolean;
  readonly fields?: Fields;
  /** Fields that the message has and that are not those of the person whom it is about. */
  readonly untrue?: readonly (keyof Fields)[];
}

export interface Moment {
  readonly ms: number;
  /** The number of the event in its history, for ids of orders and payments. */
  readonly sequence: number;
}

/** A phone as somebody wrote it into a form. */
export interface WrittenPhone {
  /** E.164 */
  readonly value: string;
  /** As it stands in the form, where that is not what the platform itself makes of it. */
  readonly text?: string;
  /** ISO 3166; default CN. */
  readonly country?: string;
  readonly grade?: Grade;
}

export interface WrittenEmail {
  readonly value: string;
  readonly grade: Grade;
}

export function stated(identity: Identity, grade: Grade, role: StatedIdentity['role'] = 'own'): StatedIdentity {
  const { kind, scope, value } = identity;
  return { kind, scope, value, grade, role };
}

export const proved = (identity: Identity): StatedIdentity => stated(identity, 'proved');

export function statedContacts(
  email: WrittenEmail | undefined,
  phone: WrittenPhone | undefined,
): readonly StatedIdentity[] {
  return [
    ...(email ? [stated({ kind: 'email', scope: '', value: email.value }, email.grade)] : []),
    ...(phone ? [stated({ kind: 'mobile', scope: '', value: phone.value }, phone.grade ?? 'typed')] : []),
  ];
}

export function phoneIn(value: string | undefined, grade: Grade): WrittenPhone | undefined {
  return value === undefined ? undefined : { value, grade };
}

export function emailIn(value: string | undefined, grade: Grade): WrittenEmail | undefined {
  return value === undefined ? undefined : { value, grade };
}

/** `first` and `last`, as shops keep them. */
export function namePartsOf(name: string): { readonly first: string; readonly last: string } {
  const [first = '', last] = name.split(' ');
  return last === undefined ? { first: name.slice(1), last: name.slice(0, 1) } : { first, last };
}

const CHINA_MS = 8 * 3_600_000;

/** RFC 3339 in China's time. */
export function chinaTime(ms: number): string {
  return `${new Date(ms + CHINA_MS).toISOString().slice(0, 19)}+08:00`;
}

/** In UTC and without an offset. */
export function utcTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

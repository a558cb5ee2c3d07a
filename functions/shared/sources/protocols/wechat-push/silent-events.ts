/** An event that WeChat documents, and of which no customer comes. */
export interface SilentEvent {
  /** `unconfirmed`: it may name one, and which field it is was found in no document. */
  readonly says: 'nobody' | 'unconfirmed';
  readonly because: string;
}

/** By type in lower case. */
export type SilentEvents = Readonly<Record<string, SilentEvent>>;

export function silentPush(because: string, types: readonly string[]): SilentEvents {
  return Object.fromEntries(types.map((type) => [type, { says: 'nobody', because }]));
}

export function notConfirmed(because: string, types: readonly string[]): SilentEvents {
  return Object.fromEntries(types.map((type) => [type, { says: 'unconfirmed', because }]));
}

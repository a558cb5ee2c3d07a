/**
 * A detail as the functions write it, and the same in Chinese. `{}` stands for what differs from event to event and comes as it is,
 * `{+}` for a detail inside the detail; the Chinese text has them by number, as `{1}`.
 */
export type DetailTable = readonly (readonly [english: string, chinese: string])[];

import { accounts } from '../platforms/accounts.ts';
import { chinaTime, type Message } from '../platforms/message.ts';
import { type EventLine, type Identity, isContact, keyOf } from '../statement.ts';
import type { ErasureTruth, EventTruth } from '../truth-records.ts';
import type { Owners } from './owners.ts';
import type { Person } from './person.ts';

/** Something that has happened in a history. */
export interface Happened {
  /** Unique in the history. */
  readonly id: string;
  /** From 1, in order of time. */
  readonly sequence: number;
  readonly ms: number;
  readonly person: Person | undefined;
  readonly message: Message;
  /** By what the event is ordered, where that is not the message's own. */
  readonly subject: string | undefined;
  readonly expect: EventTruth['expect'];
}

/** The event as it comes at some time, and what it says. */
export function lineOf(
  history: string,
  { id, sequence, ms, message, ...happened }: Happened,
  arrives: number,
): EventLine {
  const { source } = accounts[message.account];
  const { account, type, act, identities, released, everywhere, fields = {} } = message;
  const { name, ...others } = fields;
  const subject = happened.subject ?? message.subject;
  const times = { time: chinaTime(ms), receivedtime: chinaTime(arrives) };
  return {
    history,
    event: {
      specversion: '1.0',
      id,
      source: `/${source}/${account}`,
      type,
      ...(subject === undefined ? { partitionkey: `order:${sequence}` } : { subject }),
      ...times,
      datacontenttype: 'application/json',
      data: message.data({ ms, sequence }),
      connection: account,
    },
    says: {
      time: times.time,
      arrives: times.receivedtime,
      channel: source,
      account,
      act,
      identities,
      ...(released && { released }),
      ...(everywhere !== undefined && { everywhere }),
      ...(name !== undefined && { name }),
      ...(Object.keys(others).length > 0 && { fields: others }),
    },
  };
}

/** What is true of it: only what is theirs at that time can be proved to be. */
export function eventTruthOf({ id, ms, person, message, expect }: Happened, owners: Owners): EventTruth {
  const own = message.identities.filter(({ role }) => role === 'own');
  const isTheirs = (identity: Identity) => person !== undefined && owners.at(identity, ms).includes(person.id);
  return {
    id,
    time: chinaTime(ms),
    about: person?.id ?? null,
    proves: own.filter((identity) => identity.grade === 'proved' && isTheirs(identity)).map(keyOf),
    typed: Object.fromEntries(
      own
        .filter((identity) => identity.grade !== 'proved' && isContact(identity))
        .map((identity) => [
          keyOf(identity),
          isTheirs(identity) ? (person?.id ?? null) : (owners.at(identity, ms)[0] ?? null),
        ]),
    ),
    states: message.fields ?? {},
    untrue: message.untrue ?? [],
    expect,
  };
}

export function erasureOf({ ms, person, message }: Happened): ErasureTruth | undefined {
  if (message.act !== 'erase' || !person) return undefined;
  const named = message.identities.filter(({ grade }) => grade === 'proved').map(keyOf);
  return { person: person.id, time: chinaTime(ms), everywhere: message.everywhere === true, named };
}

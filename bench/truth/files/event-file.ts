import * as z from 'zod/mini';
import type { EventLine } from '../statement.ts';

const text = z.string();
const maybe = z.exactOptional(text);
const identity = { kind: text, scope: text, value: text };

const line = z.strictObject({
  history: text,
  event: z.strictObject({
    specversion: z.literal('1.0'),
    id: text,
    source: text,
    type: text,
    subject: maybe,
    partitionkey: maybe,
    time: text,
    datacontenttype: z.literal('application/json'),
    data: z.json(),
    connection: text,
    receivedtime: text,
  }),
  says: z.strictObject({
    time: text,
    arrives: text,
    channel: text,
    account: text,
    act: z.enum([
      'log-in',
      'bind',
      'account-opened',
      'account-closed',
      'record-update',
      'order',
      'order-update',
      'payment',
      'follow',
      'click',
      'profile-update',
      'release',
      'rebind',
      'erase',
    ]),
    identities: z.array(
      z.strictObject({
        ...identity,
        grade: z.enum(['proved', 'typed', 'recorded']),
        role: z.enum(['own', 'receiver']),
      }),
    ),
    released: z.exactOptional(z.array(z.strictObject(identity))),
    everywhere: z.exactOptional(z.boolean()),
    name: maybe,
    fields: z.exactOptional(z.strictObject({ city: maybe })),
  }),
});

/** @throws ZodError where a line is none of the events */
export function readEvents(texts: readonly string[]): readonly EventLine[] {
  return texts.map((one) => line.parse(JSON.parse(one)));
}

export function linesIn(file: string): readonly string[] {
  return file.split('\n').filter((one) => one.trim() !== '');
}

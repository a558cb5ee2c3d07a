import { DEFAULT_TIMEOUT_SECONDS } from '../shared/cdp/transport.ts';
import { openCalls } from './calls.ts';
import { noCompat, openCompat } from './compat.ts';
import type { EventContext } from './context.ts';
import type { DeliveryPorts } from './ports.ts';

/** Kept free of calls at the end of a try, to write down what it has done. */
const LAST_WRITES_MS = 2_000;

/** What is known of an event before anything is carried out. */
export type KnownOfEvent = Pick<
  EventContext,
  'event' | 'digest' | 'subjectKey' | 'subject' | 'former' | 'session' | 'trace' | 'hashKey'
>;

/** What the changes of an event work on. `until`: Unix ms by which this try has ended. */
export function openContext(known: KnownOfEvent, until: number, ports: DeliveryPorts): EventContext {
  const { event, digest: done, subject, session, trace, hashKey } = known;
  const { config, cdp, archive, cases, journal, clock } = ports;
  const timeoutMs = (config.cdp.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
  const mayCall = () => clock() + timeoutMs + LAST_WRITES_MS <= until;
  const madeBefore = new Set(subject.begun?.event === done ? subject.begun.made : []);
  const calls = openCalls({ cdp, trace, mayCall, madeBefore, hashKey });
  const compat = ports.compat ? openCompat(ports.compat, { ...ports, event, session, calls }) : noCompat;
  return { ...known, time: Date.parse(event.time), config, cdp, calls, compat, archive, cases, journal, clock };
}

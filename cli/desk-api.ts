import type { Localized } from '../functions/shared/text/localized.ts';
import type { EventName, EventView } from '../operations/event-view.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';

/** There is no such thing; the answer may say more. */
export class NotFoundError extends CommandError {
  /** JSON, where the desk has said it. */
  readonly answer: string;
  constructor(text: Localized, answer: string) {
    super(text, exitCodes.notFound);
    this.answer = answer;
  }
}

/** The operator's API of the `npm start` that runs on this machine. */
export interface Desk {
  /** Its answer, parsed; with a body it is a write. @throws CommandError with its message when it is none. */
  ask(path: string, body?: object): Promise<unknown>;
  /** The same, undefined when there is no such thing. */
  find(path: string): Promise<unknown>;
  /** Puts a message into the inlet queue: an envelope, or a payload of the connection that its attribute names. */
  inlet(body: string, attributes?: { readonly connection: string }): Promise<void>;
  /** What became of an event; waits up to ten seconds for the end. Undefined when it was never queued. */
  outcome(event: EventName): Promise<EventView | undefined>;
}

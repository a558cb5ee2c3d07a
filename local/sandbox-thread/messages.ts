import type { Localized } from '../../functions/shared/text/localized.ts';
import type { SandboxRequest, SandboxResponse } from '../../sandbox/sandbox.ts';
import type { StartReason } from '../state/start-reasons.ts';

/** A request as it passes between threads: `URLSearchParams` cannot. */
export interface SentRequest extends Omit<SandboxRequest, 'query'> {
  readonly query: string;
}

/** What the thread of the sandbox is told. */
export type ToSandbox =
  | { readonly kind: 'calls'; readonly requests: readonly SentRequest[] }
  /** Closes the file and ends the thread. */
  | { readonly kind: 'close' };

/** What it says. */
export type FromSandbox =
  | { readonly kind: 'open' }
  /** The file cannot be used: a `StartError`, which loses its members on the way. */
  | { readonly kind: 'unusable'; readonly code: StartReason; readonly text: Localized }
  /** The answers to the calls of one message; the messages are answered in their order. */
  | { readonly kind: 'answers'; readonly responses: readonly SandboxResponse[] }
  /** A call failed for a fault in the sandbox; its answer is HTTP 500. */
  | { readonly kind: 'fault'; readonly error: string };

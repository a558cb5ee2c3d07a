import type { EndpointName } from '../../functions/shared/cdp/contract.ts';
import type { Json } from '../../functions/shared/json/lossless.ts';
import type { SwitchName, Switches } from '../../sandbox/switches.ts';

/** One request of the probe, as the documents have it or on purpose otherwise. */
export interface Call {
  readonly endpoint: EndpointName;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Q08: leaves the header out. */
  readonly withoutContentType?: true;
  /** Instead of the token that is good. */
  readonly token?: string;
}

/** Asks for a token, and how long it is good for. */
export interface Exchange {
  readonly endpoint: 'token exchange';
}

export type Answer =
  | { readonly kind: 'data'; readonly data: Json }
  | { readonly kind: 'refused'; readonly msg: string }
  /** HTTP, outside 200 to 299. */
  | { readonly kind: 'status'; readonly status: number }
  /** No answer, or none that anybody could read. */
  | { readonly kind: 'none'; readonly why: string };

/** A dialogue: requests go out, answers come in, and nothing else happens. */
export type Dialogue<Result> = Generator<Call | Exchange, Result, Answer>;

/** What the client needs to know of a tenant and no switch of the sandbox says. */
export interface Settings {
  readonly foreignMobile: 'digits' | 'plus';
}

type Known = Switches & Settings;
export type Topic = SwitchName | keyof Settings;

/** The answer to one question, with what was seen. `undecided` is an answer: nothing is ever guessed. */
export type Finding = {
  readonly [Name in Topic]: {
    readonly topic: Name;
    readonly value: Known[Name] | 'undecided';
    readonly evidence: string;
  };
}[Topic];

export function found<Name extends Topic>(topic: Name, value: Known[Name] | 'undecided', evidence: string): Finding {
  return { topic, value, evidence } as Finding;
}

/** An answer from which a question cannot go on. It ends the question, never the probe. */
export class Unclear extends Error {
  readonly kind = 'unclear';
  readonly retryable = false;
  constructor(message: string) {
    super(message);
    this.name = 'Unclear';
  }
}

/** Asks one question about these topics; what remains open is undecided for the reason that ended the question. */
export function* settle(
  topics: readonly Topic[],
  question: () => Dialogue<readonly Finding[]>,
): Dialogue<readonly Finding[]> {
  try {
    return yield* question();
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    return topics.map((topic) => found(topic, 'undecided', error.message));
  }
}

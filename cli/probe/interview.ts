import type { EndpointName } from '../../functions/shared/cdp/contract.ts';
import type { Json } from '../../functions/shared/json/lossless.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import type { SwitchName, Switches } from '../../sandbox/switches.ts';

/** One request of the probe, as the documents have it or on purpose otherwise. */
export interface ProbeCall {
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

export type TenantAnswer =
  | { readonly kind: 'data'; readonly data: Json }
  | { readonly kind: 'refused'; readonly msg: string }
  /** HTTP, outside 200 to 299. */
  | { readonly kind: 'status'; readonly status: number }
  /** No answer, or none that anybody could read. */
  | { readonly kind: 'none'; readonly why: Localized };

/** A dialogue: requests go out, answers come in, and nothing else happens. */
export type Dialogue<Result> = Generator<ProbeCall | Exchange, Result, TenantAnswer>;

/** What the client needs to know of a tenant and no switch of the sandbox says. */
export interface Settings {
  readonly foreignMobile: 'digits' | 'plus';
}

type Known = Switches & Settings;
export type ProbeTopic = SwitchName | keyof Settings;

/** The answer to one question, with what was seen. `undecided` is an answer: nothing is ever guessed. */
export type ProbeFinding = {
  readonly [Name in ProbeTopic]: {
    readonly topic: Name;
    readonly value: Known[Name] | 'undecided';
    readonly evidence: Localized;
  };
}[ProbeTopic];

export function found<Name extends ProbeTopic>(
  topic: Name,
  value: Known[Name] | 'undecided',
  evidence: Localized,
): ProbeFinding {
  return { topic, value, evidence } as ProbeFinding;
}

/** An answer from which a question cannot go on. It ends the question, never the probe. */
export class Unclear extends Error {
  readonly kind = 'unclear';
  readonly retryable = false;
  readonly why: Localized;
  constructor(why: Localized) {
    super(why.en);
    this.why = why;
    this.name = 'Unclear';
  }
}

/** Asks one question about these topics; what remains open is undecided for the reason that ended the question. */
export function* settle(
  topics: readonly ProbeTopic[],
  question: () => Dialogue<readonly ProbeFinding[]>,
): Dialogue<readonly ProbeFinding[]> {
  try {
    return yield* question();
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    return topics.map((topic) => found(topic, 'undecided', error.why));
  }
}

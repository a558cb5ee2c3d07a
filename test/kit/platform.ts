import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';

export interface PlatformRequest {
  readonly method: string;
  /** Without a query: `/cgi-bin/user/info`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** The address of the caller, as the platform sees it. */
  readonly address?: string;
}

export interface PlatformAnswer {
  readonly status: number;
  readonly body: string;
}

/** A platform's API. */
export interface Platform {
  /** Undefined: the connection ends without an answer. */
  handle(request: PlatformRequest): Promise<PlatformAnswer | undefined>;
}

/** An error code of WeChat's or WeCom's, any other answer, a status, or the end of the connection. */
export type Ordered =
  | { readonly errcode: number }
  | { readonly json: JsonObject }
  | { readonly status: number }
  | 'no answer';

/** What every fake of a platform's API has: its calls, answers that are ordered, and a pace. */
export abstract class FakePlatform implements Platform {
  /** Every call, in order: `cgi-bin/user/info`. */
  readonly calls: string[] = [];
  /** Real milliseconds that an API takes. */
  readonly delays = new Map<string, number>();
  readonly #ordered: { readonly api: string; readonly answer: PlatformAnswer | undefined; left: number }[] = [];

  /** The next answers of an API. */
  order(api: string, what: Ordered, times = 1): void {
    this.#ordered.push({ api, answer: answerOf(what), left: times });
  }

  callsOf(api: string): number {
    return this.calls.filter((call) => call === api).length;
  }

  async handle(request: PlatformRequest): Promise<PlatformAnswer | undefined> {
    const api = request.path.slice(1);
    this.calls.push(api);
    const delay = this.delays.get(api);
    if (delay !== undefined) await new Promise((resume) => setTimeout(resume, delay));
    const ordered = this.#ordered.find((one) => one.api === api && one.left > 0);
    if (ordered) {
      ordered.left -= 1;
      return ordered.answer;
    }
    return this.respond(api, request);
  }

  /** What the platform itself says. */
  protected abstract respond(api: string, request: PlatformRequest): PlatformAnswer;
}

export function answered(json: Json, status = 200): PlatformAnswer {
  return { status, body: JSON.stringify(json) };
}

function answerOf(what: Ordered): PlatformAnswer | undefined {
  if (what === 'no answer') return undefined;
  if ('json' in what) return answered(what.json);
  if ('errcode' in what) return answered({ ...what, errmsg: 'ordered rid: 1-2-3' });
  return { status: what.status, body: '<html>busy</html>' };
}

import type { JsonObject } from '../../functions/shared/json/lossless.ts';

export interface PlatformRequest {
  readonly method: string;
  /** Without a query: `/cgi-bin/user/info`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
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

/** What every fake of a platform's API has: its calls, answers that are ordered, and a pace. */
export abstract class FakePlatform implements Platform {
  /** Every call, in order: `cgi-bin/user/info`. */
  readonly calls: string[] = [];
  /** Real milliseconds that an API takes. */
  readonly delays = new Map<string, number>();
  readonly #ordered: { readonly api: string; readonly answer: PlatformAnswer | undefined; left: number }[] = [];

  /** The next answers of an API: an error code, a status, or the end of the connection. */
  order(api: string, what: { readonly errcode: number } | { readonly status: number } | 'no answer', times = 1): void {
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
    return { status: 200, body: JSON.stringify(this.answer(api, request)) };
  }

  /** What the platform itself says. */
  protected abstract answer(api: string, request: PlatformRequest): JsonObject;
}

function answerOf(what: { readonly errcode: number } | { readonly status: number } | 'no answer') {
  if (what === 'no answer') return undefined;
  return 'errcode' in what
    ? { status: 200, body: JSON.stringify({ ...what, errmsg: 'ordered rid: 1-2-3' }) }
    : { status: what.status, body: '<html>busy</html>' };
}

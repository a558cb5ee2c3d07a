import type { JsonObject } from '../json/lossless.ts';
import type { Clock } from '../ports/ports.ts';
import { ApiError } from './api-error.ts';
import type { LookUp } from './look-up.ts';

type Answer = { readonly json: JsonObject } | { readonly error: ApiError };

interface Kept {
  readonly answer: Answer;
  /** Unix ms when it was asked. */
  readonly asked: number;
}

const MOST_KEPT = 10_000;

/**
 * Answers of the last minutes, in memory alone: they say who somebody is. One question is asked once at a time. That a platform
 * says nothing of somebody is kept too, unless it may say something soon; that it failed is not.
 */
export function answerCache(clock: Clock, keepMs: number) {
  const kept = new Map<string, Kept>();
  const pending = new Map<string, Promise<JsonObject>>();

  const remember = (key: string, asked: number, answer: Answer) => {
    kept.delete(key);
    kept.set(key, { answer, asked });
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
  };

  const first = async (key: string, mayFill: boolean, question: () => Promise<JsonObject>): Promise<JsonObject> => {
    const asked = clock();
    try {
      const json = await question();
      remember(key, asked, { json });
      return json;
    } catch (error) {
      if (!mayFill && error instanceof ApiError && error.kind === 'person') remember(key, asked, { error });
      throw error;
    } finally {
      pending.delete(key);
    }
  };

  return {
    /** @throws ApiError */
    async answerTo(lookUp: LookUp, question: () => Promise<JsonObject>): Promise<JsonObject> {
      const { newerThan = -Infinity, mayFill = false } = lookUp;
      const key = keyOf(lookUp);
      const known = kept.get(key);
      if (known && clock() - known.asked < keepMs && known.asked >= newerThan) {
        if ('error' in known.answer) throw known.answer.error;
        return known.answer.json;
      }
      const asking = pending.get(key) ?? first(key, mayFill, question);
      pending.set(key, asking);
      return asking;
    },

    forget(lookUp: LookUp): void {
      kept.delete(keyOf(lookUp));
    },
  };
}

function keyOf({ account, request }: LookUp): string {
  return JSON.stringify([account, request]);
}

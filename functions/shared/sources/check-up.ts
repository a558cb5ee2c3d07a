import type * as z from 'zod/mini';
import type { LookUp } from '../enrichment/look-up.ts';
import type { JsonObject } from '../json/lossless.ts';
import { check, type Checked } from '../schema/check.ts';
import type { SampleRequest } from './source.ts';

export type Verdict =
  | 'ok'
  | 'warning' // it works, and somebody should know
  | 'problem' // it cannot work
  | 'skipped'; // nobody could look

/** One thing that `guiyi doctor` has looked at. Never a secret, never a person. */
export interface Finding {
  /** `secret.encodingAesKey`, `options.plaintext`, `front door`. */
  readonly check: string;
  readonly verdict: Verdict;
  readonly detail: string;
  /** What to do about a warning or a problem. */
  readonly fix?: string;
}

/** A setting that works, and of which somebody should know what it means. */
export function warnIf(wrong: boolean | undefined, option: string, detail: string, fix: string): readonly Finding[] {
  return wrong ? [{ check: `options.${option}`, verdict: 'warning', detail, fix }] : [];
}

/** @param noun what the option names: a shop, a site @param kind the ids whose scope it is */
export function warnOfUnnamed(
  named: string | undefined,
  option: string,
  noun: string,
  kind: string,
): readonly Finding[] {
  return warnIf(
    named === undefined,
    option,
    `the connection itself counts as the ${noun}: whatever its secret signs belongs to it`,
    `name the ${noun} before the first event; added later, it renames every ${kind} of the connection`,
  );
}

/** A genuine request by which the platform finds out whether an address is ours, and the answer that it wants. */
export interface UrlCheck {
  readonly request: SampleRequest;
  /** The body, byte for byte. */
  readonly answer: string;
  /** The platform gives up after it. */
  readonly withinMs: number;
}

export interface CheckUpDefinition<Options> {
  readonly platform: string;
  readonly options: z.ZodMiniType<Options>;
  /** Pure. What the schema of the options cannot say. */
  readonly settings?: (options: Options) => readonly Finding[];
  /** Pure. One live secret, whether its schema takes it or not. @param now Unix ms */
  readonly secret?: (secret: JsonObject, options: Options, now: number) => readonly Finding[];
  /** @throws ZodError when the secret is not what the platform needs. */
  readonly urlCheck?: (secret: unknown, options: Options, now: number) => UrlCheck;
  /** A question about nobody, by which shows whether the platform's API may be asked. */
  readonly probe?: (options: Options) => LookUp | undefined;
}

/** A check-up whose options were checked. */
export interface ConfiguredCheckUp {
  settings(): readonly Finding[];
  secret(secret: JsonObject, now: number): readonly Finding[];
  /** Undefined for a platform that does not check addresses. */
  urlCheck(secret: unknown, now: number): UrlCheck | undefined;
  probe(): LookUp | undefined;
}

export interface CheckUp {
  readonly platform: string;
  configure(options: unknown): Checked<ConfiguredCheckUp>;
}

export function defineCheckUp<Options>(definition: CheckUpDefinition<Options>): CheckUp {
  const { platform } = definition;
  return {
    platform,
    configure: (raw) =>
      check(definition.options, raw, (options) => ({
        settings: () => definition.settings?.(options) ?? [],
        secret: (secret, now) => definition.secret?.(secret, options, now) ?? [],
        urlCheck: (secret, now) => definition.urlCheck?.(secret, options, now),
        probe: () => definition.probe?.(options),
      })),
  };
}

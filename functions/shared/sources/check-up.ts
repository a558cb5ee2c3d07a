import type { Enricher } from '../enrichment/enricher.ts';
import type { LookUp } from '../enrichment/look-up.ts';
import type { JsonObject } from '../json/lossless.ts';
import { check, type Checked } from '../schema/check.ts';
import type { About } from './about.ts';
import type { Finding } from './finding.ts';
import type { Receiver, Sampler, UrlCheck } from './source.ts';

/** What `guiyi doctor` looks at. */
export interface CheckUp {
  configure(options: unknown): Checked<ConfiguredCheckUp>;
}

/** A check-up whose options were checked. */
export interface ConfiguredCheckUp {
  settings(): readonly Finding[];
  /** One live secret, whether its schema takes it or not. @param now Unix ms */
  secret(secret: JsonObject, now: number): readonly Finding[];
  /** Undefined for a platform that does not check addresses. @throws ZodError when the secret is not what the platform needs. */
  urlCheck(secret: unknown, now: number): UrlCheck | undefined;
  /** A question about nobody, by which shows whether the platform's API may be asked. */
  probe(): LookUp | undefined;
}

/** The check-up of a platform, made of what its parts say. */
export function checkUpOf<Options>(
  about: About<Options>,
  receiver: Receiver<Options>,
  sampler: Sampler | undefined,
  enricher: Enricher | undefined,
): CheckUp {
  return {
    configure: (raw) =>
      check(receiver.options, raw, (options) => ({
        settings: () => about.warnings?.(options) ?? [],
        secret: (secret, now) => about.checkSecret?.(secret, options, now) ?? [],
        urlCheck: (secret, now) => sampler?.urlCheck(secret, raw, now),
        probe: () => {
          const configured = enricher?.configure(raw);
          return configured?.ok ? configured.value.probe : undefined;
        },
      })),
  };
}

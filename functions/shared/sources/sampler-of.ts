import { sources } from './generated/sources.ts';
import type { Source } from './define-source.ts';
import type { Sampler } from './source.ts';

const bySource: Readonly<Record<string, Source>> = sources;

/** Who builds and signs examples of a platform's events; undefined where there are none. */
export function samplerOf(platform: string): Sampler | undefined {
  return Object.hasOwn(bySource, platform) ? bySource[platform]?.sampler : undefined;
}

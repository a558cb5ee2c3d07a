import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const registry = /[/\\]sources[/\\]generated[/\\](?:receivers|identifiers|enrichers)\.ts$/;

/**
 * Keeps of each registry the platforms that the configuration names: a function starts in half the time when it has not to compile what no
 * connection uses. The configuration is part of the bundle, so there can be no connection of another platform.
 */
export function usedPlatformsPlugin(platforms: ReadonlySet<string>): Plugin {
  return {
    name: 'used-platforms',
    setup(build) {
      build.onLoad({ filter: registry }, async ({ path }) => ({
        contents: keepOnly(platforms, await readFile(path, 'utf8')),
        loader: 'ts',
      }));
    },
  };
}

/** The text of a generated registry, which has one line for each import and one for each entry. */
function keepOnly(platforms: ReadonlySet<string>, text: string): string {
  const platformOf = (line: string) =>
    /^import .* from '\.\.\/platforms\/([^/]+)\//.exec(line)?.[1] ?? /^ {2}'?([a-z0-9-]+)'?[:,]/.exec(line)?.[1];
  const isKept = (line: string) => {
    const platform = platformOf(line);
    return platform === undefined || platforms.has(platform);
  };
  return text.split('\n').filter(isKept).join('\n');
}

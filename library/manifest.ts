import * as z from 'zod/mini';

const project = z.object({
  name: z.string(),
  version: z.string(),
  private: z.optional(z.boolean()),
  description: z.string(),
  license: z.string(),
  repository: z.optional(z.unknown()),
  bugs: z.optional(z.unknown()),
  dependencies: z.record(z.string(), z.string()),
});

/** For `node:sqlite`, without a flag. In the repository the project's own Node is installed. */
const NODE = '>=24.15';

/**
 * The package.json of the packed package: it depends on what its modules import, and the product's other packages stay away.
 * @param text the project's package.json
 * @param libraries what a program imports as `guiyi/…`
 * @param imported names of packages
 * @throws Error for a package that is no dependency of the project
 */
export function packageManifest(text: string, libraries: readonly string[], imported: ReadonlySet<string>) {
  const { dependencies, ...about } = project.parse(JSON.parse(text));
  const missing = [...imported].filter((name) => dependencies[name] === undefined);
  if (missing.length > 0)
    throw new Error(`the package imports ${missing.join(', ')}, which is not in the dependencies of package.json`);
  const entry = (name: string) => ({ types: `./library/${name}.d.ts`, default: `./library/${name}.js` });
  return {
    ...about,
    bin: { guiyi: 'cli/guiyi.mjs' },
    type: 'module',
    sideEffects: false,
    exports: {
      ...Object.fromEntries(libraries.map((name) => [`./${name}`, entry(name)])),
      './package.json': './package.json',
    },
    dependencies: Object.fromEntries([...imported].toSorted().map((name) => [name, dependencies[name]])),
    engines: { node: NODE },
  };
}

import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** One import of a file, of values or of types alone. */
export interface Import {
  /** A path from the root of the project, or the name of a package or of a module of Node. */
  readonly to: string;
  readonly isFile: boolean;
  readonly isType: boolean;
}

/** File to what it imports; paths are from the root of the project. */
export type ImportGraph = ReadonlyMap<string, readonly Import[]>;

/** `import()` of a path that is known at run time only. */
export const COMPUTED = '(computed)';

/** Names that are no path and stand for a file of the project. */
export type Aliases = Readonly<Record<string, string>>;

export function readImportGraph(files: readonly string[], aliases: Aliases): ImportGraph {
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(file, 'utf8'), aliases)]));
}

/** Every import of a file: `import`, `export … from`, `import()`, and `import('…')` as a type. */
export function importsOf(file: string, text: string, aliases: Aliases = {}): readonly Import[] {
  const { module, program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const found = new Map<string, boolean>();
  const add = (specifier: string, isType: boolean) => found.set(specifier, isType && (found.get(specifier) ?? true));

  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType));
  }
  for (const { moduleRequest, isType } of module.staticExports.flatMap(({ entries }) => entries)) {
    if (moduleRequest) add(moduleRequest.value, isType);
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const [, literal = COMPUTED] =
      /^(['"`])(?<path>[^$]*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.slice(1) ?? [];
    add(literal, false);
  }
  // Only such a type needs the tree, which takes longer than all the rest.
  if ((text.match(/\bimport\s*\(/g)?.length ?? 0) > module.dynamicImports.length) {
    new Visitor({ TSImportType: ({ source }) => add(source.value, true) }).visit(program);
  }
  return [...found].map(([specifier, isType]) => ({ ...resolve(file, specifier, aliases), isType }));
}

function resolve(file: string, specifier: string, aliases: Aliases): Pick<Import, 'to' | 'isFile'> {
  if (specifier.startsWith('.')) return { to: posix.join(posix.dirname(file), specifier), isFile: true };
  const alias = aliases[specifier];
  return alias === undefined ? { to: specifier, isFile: false } : { to: alias, isFile: true };
}

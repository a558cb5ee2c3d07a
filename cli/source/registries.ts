/** A folder of functions/shared/sources/platforms. */
export interface PlatformFolder {
  readonly name: string;
  /** `enrich.ts`, where the platform's events are thin. */
  readonly isEnriched: boolean;
}

const NOTICE = '// Made by `npm run generate` from functions/shared/sources/platforms. Do not edit.\n';

/** `wechat-pay` → `wechatPay`: how the parts of a platform are named. */
export function variableOf(platform: string): string {
  return platform.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

/** The registries of the platforms: file name to text. Each imports of a folder the one file that it needs. */
export function registriesOf(folders: readonly PlatformFolder[]): Readonly<Record<string, string>> {
  const platforms = folders.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const enriched = platforms.filter(({ isEnriched }) => isEnriched);
  return {
    'receivers.ts': registry(platforms, {
      part: 'receive',
      suffix: '',
      about: 'What the front door and the inlet know of the platforms.',
      opening: 'export const receivers = {',
      closing: '} as const;',
    }),
    'identifiers.ts': registry(platforms, {
      part: 'identify',
      suffix: 'Identity',
      about: 'What delivery knows of the platforms.',
      types: ["import type { Identifier } from '../source.ts';"],
      opening: 'export const identifiers: Readonly<Record<string, Identifier>> = {',
    }),
    'enrichers.ts': registry(enriched, {
      part: 'enrich',
      suffix: 'Enrichment',
      about: 'What delivery may ask the platforms’ own APIs about a person.',
      types: [
        "import type { Enricher } from '../../enrichment/enricher.ts';",
        "import type { enrichedPlatforms } from './enriched-platforms.ts';",
      ],
      opening: 'export const enrichers: Readonly<Record<(typeof enrichedPlatforms)[number], Enricher>> = {',
    }),
    'enriched-platforms.ts': `${NOTICE}
/** The platforms whose own API delivery can ask. Names alone: the front door reads them too. */
export const enrichedPlatforms = [
${enriched.map(({ name }) => `  '${name}',\n`).join('')}] as const;
`,
    'sources.ts': registry(platforms, {
      part: 'index',
      suffix: 'Source',
      about: 'The platforms as a whole, for whoever is no function: the operator’s tools, the documents, the tests.',
      types: ["import type { Source } from '../define-source.ts';", "import type { receivers } from './receivers.ts';"],
      opening: 'export const sources: Readonly<Record<keyof typeof receivers, Source>> = {',
    }),
  };
}

interface Registry {
  /** The file of a folder that is imported, and what its export's name ends with. */
  readonly part: string;
  readonly suffix: string;
  readonly about: string;
  readonly types?: readonly string[];
  readonly opening: string;
  readonly closing?: string;
}

function registry(
  platforms: readonly PlatformFolder[],
  { part, suffix, about, types = [], opening, closing = '};' }: Registry,
): string {
  const imports = platforms.map(
    ({ name }) => `import { ${variableOf(name)}${suffix} } from '../platforms/${name}/${part}.ts';`,
  );
  const entries = platforms.map(({ name }) => {
    const variable = variableOf(name) + suffix;
    return variable === name ? `  ${name},` : `  ${name.includes('-') ? `'${name}'` : name}: ${variable},`;
  });
  return `${NOTICE}${[...types, ...imports].join('\n')}

/** ${about} */
${opening}
${entries.join('\n')}
${closing}
`;
}

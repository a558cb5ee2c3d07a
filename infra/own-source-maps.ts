import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

/** What of a source map is read and written here; the rest goes through. */
export interface SourceMap {
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/**
 * Leaves libraries out of a source map. It is read when a stack is asked for: with libraries it is several times as
 * large, and the stack of an error is read for the line of ours that called them. Their frames keep the place in the bundle.
 */
export function withoutLibraries<Map extends SourceMap>(map: Map): Map {
  const sources = numbering(map.sources);
  const names = numbering(map.names);
  const ownOf = (segment: SourceMapSegment): SourceMapSegment => {
    const source = segment.length > 1 ? map.sources[segment[1] ?? -1] : undefined;
    // Of one number: from here on the code is of no source.
    if (source === undefined || segment.length === 1 || !isOwn(source)) return [segment[0]];
    const [column, index, line, sourceColumn] = segment;
    const place = [column, sources.number(index), line, sourceColumn] as const;
    return segment.length === 5 ? [...place, names.number(segment[4])] : [...place];
  };
  const lines = decode(map.mappings).map((line) =>
    line.map(ownOf).filter((segment, index, all) => segment.length > 1 || all[index - 1]?.length !== 1),
  );
  return { ...map, mappings: encode(lines), sources: sources.used(), names: names.used() };
}

/** What a plugin makes has a name and no file. */
const isOwn = (source: string) => source.startsWith('.') && !source.includes('node_modules/');

/** Numbers anew what is used, in the order of use. */
function numbering(all: readonly string[]) {
  const numbers = new Map<number, number>();
  return {
    number(index: number): number {
      const number = numbers.get(index) ?? numbers.size;
      numbers.set(index, number);
      return number;
    },
    used: () => [...numbers.keys()].map((index) => all[index] ?? ''),
  };
}

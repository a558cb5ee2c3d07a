export interface PlacedText {
  readonly field: string;
  /** Undefined where something other than one text stands. */
  readonly value: string | undefined;
}

/** What stands under a name in any spelling; empty texts are left out. */
export function textsOf(push: unknown, lowerCaseName: string, path = ''): readonly PlacedText[] {
  if (typeof push !== 'object' || push === null) return [];
  return Object.entries(push).flatMap(([name, value]: [string, unknown]): PlacedText[] => {
    if (name.trim().toLowerCase() !== lowerCaseName || value === null) return [];
    const text = typeof value === 'string' ? value.trim() : undefined;
    return text === '' ? [] : [{ field: `${path}${name}`, value: text }];
  });
}

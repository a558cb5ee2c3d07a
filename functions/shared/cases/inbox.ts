import type { Case } from './case.ts';

/**
 * The cases as a person should meet them: once a value is known to be shared, the quarrels about who owns it are part of
 * that one report.
 */
export function inbox(cases: readonly Case[]): readonly Case[] {
  const quarrels = new Map(
    cases.filter(({ type }) => type === 'contact-owned-by-another').map((quarrel) => [place(quarrel), quarrel]),
  );
  const shared = new Set(cases.filter(({ type }) => type === 'shared-value').map(place));
  return cases.flatMap((found) => {
    if (found.type === 'contact-owned-by-another' && shared.has(place(found))) return [];
    const quarrel = found.type === 'shared-value' ? quarrels.get(place(found)) : undefined;
    return [
      quarrel ? { ...found, count: found.count + quarrel.count, first: Math.min(found.first, quarrel.first) } : found,
    ];
  });
}

const place = ({ connection, key }: Case) => `${connection} ${key}`;

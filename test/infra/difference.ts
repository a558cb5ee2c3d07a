import type { Template } from 'aws-cdk-lib/assertions';
import { stableText } from './resources.ts';

interface Section {
  readonly [id: string]: unknown;
}

export interface Difference {
  readonly added: Section;
  readonly removed: Section;
  readonly changed: Section;
}

/** What one template has otherwise than another, by resources and outputs; asset names are the same everywhere. */
export function difference(before: Template, after: Template): Difference {
  const old = partsOf(before);
  const now = partsOf(after);
  const only = (some: Section, other: Section) =>
    Object.fromEntries(Object.entries(some).filter(([id]) => !Object.hasOwn(other, id)));
  const changed = Object.entries(now).flatMap(([id, value]) =>
    Object.hasOwn(old, id) && JSON.stringify(old[id]) !== JSON.stringify(value)
      ? [[id, changes(old[id], value)] as const]
      : [],
  );
  return { added: only(now, old), removed: only(old, now), changed: Object.fromEntries(changed) };
}

function partsOf(template: Template): Section {
  const text = stableText(template);
  const { Resources, Outputs, Description } = JSON.parse(text) as {
    readonly Resources: Section;
    readonly Outputs: Section;
    readonly Description: string;
  };
  return {
    Description,
    ...Resources,
    ...Object.fromEntries(Object.entries(Outputs).map(([id, v]) => [`Output ${id}`, v])),
  };
}

/** Of two objects the members that differ, however deep, as `[before, after]`. */
function changes(before: unknown, after: unknown): unknown {
  if (!isObject(before) || !isObject(after)) return [before ?? null, after ?? null];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...keys].flatMap((key) =>
      JSON.stringify(before[key]) === JSON.stringify(after[key]) ? [] : [[key, changes(before[key], after[key])]],
    ),
  );
}

function isObject(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

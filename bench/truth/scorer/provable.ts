import { isContactKey } from '../statement.ts';
import { DAY_MS, type EventTruth } from '../truth-records.ts';

/** What belongs together by somebody's own proofs. */
export interface ProvedGroup {
  readonly keys: ReadonlySet<string>;
  readonly events: readonly EventTruth[];
}

/**
 * The identities of one person that their proofs connect. A contact connects what it was proved beside; with a window only as long
 * as no two proofs of it in a row lie further apart. Contacts of `doubtful` connect nothing.
 * @param events of one person, in order of time
 */
export function provedGroups(
  events: readonly EventTruth[],
  { doubtful, windowDays = Infinity }: { readonly doubtful: ReadonlySet<string>; readonly windowDays?: number },
): readonly ProvedGroup[] {
  const parents = new Map<string, string>();
  const find = (node: string): string => {
    const parent = parents.get(node);
    if (parent === undefined || parent === node) return node;
    const root = find(parent);
    parents.set(node, root);
    return root;
  };
  const lastProof = new Map<string, { readonly ms: number; readonly run: number }>();
  const nodeOf = (key: string, ms: number): string => {
    if (!isContactKey(key)) return key;
    const last = lastProof.get(key);
    const run = last === undefined ? 0 : ms - last.ms <= windowDays * DAY_MS ? last.run : last.run + 1;
    lastProof.set(key, { ms, run });
    return `${key}|${run}`;
  };
  const nodes = events.map((event) => ({
    event,
    keys: event.proves
      .filter((key) => !doubtful.has(key))
      .map((key) => ({ key, node: nodeOf(key, Date.parse(event.time)) })),
  }));
  for (const { keys } of nodes) {
    const [first] = keys;
    if (first) for (const { node } of keys) parents.set(find(node), find(first.node));
  }
  const groups = Map.groupBy(
    nodes.filter(({ keys }) => keys.length > 0),
    ({ keys }) => find(keys[0]?.node ?? ''),
  );
  return [...groups.values()].map((group) => ({
    keys: new Set(group.flatMap(({ keys }) => keys.map(({ key }) => key))),
    events: group.map(({ event }) => event),
  }));
}

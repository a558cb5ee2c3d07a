import type { ImportGraph } from './import-graph.ts';

/** Groups of files that all reach each other by imports, types counted; each sorted. */
export function circlesIn(graph: ImportGraph): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];

  // Tarjan's strongly connected components.
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    lowest.set(file, own);
    open.push(file);
    for (const next of filesOf(graph, file)) {
      const reached = order.has(next) ? (open.includes(next) ? (order.get(next) ?? own) : own) : visit(next);
      lowest.set(file, Math.min(lowest.get(file) ?? own, reached));
    }
    const low = lowest.get(file) ?? own;
    if (low === own) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1 || filesOf(graph, file).includes(file)) circles.push(circle.toSorted());
    }
    return low;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles.toSorted(([a = ''], [b = '']) => a.localeCompare(b));
}

/** The shortest way from a file of a circle back to itself, for the person who must cut it. */
export function wayAround(graph: ImportGraph, [start = '']: readonly string[]): readonly string[] {
  const from = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const next of filesOf(graph, file)) {
      if (next === start) {
        const way = [start];
        for (let at = file; at !== start; at = from.get(at) ?? start) way.unshift(at);
        return [start, ...way];
      }
      if (!from.has(next)) {
        from.set(next, file);
        queue.push(next);
      }
    }
  }
  return [];
}

function filesOf(graph: ImportGraph, file: string): readonly string[] {
  return (graph.get(file) ?? []).filter(({ to, isFile }) => isFile && graph.has(to)).map(({ to }) => to);
}

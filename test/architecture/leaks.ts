import { matchesGlob } from 'node:path';
import type { ImportGraph } from './import-graph.ts';
import type { Layers } from './layers.ts';

/** Imports that the layers do not allow, and files that belong to none, each in a line that says what is wrong. */
export function leaksIn(graph: ImportGraph, layers: Layers): readonly string[] {
  const rooms = Object.entries(layers).map(([name, [files, known = '', modules = '']]) => ({
    name,
    files,
    known: new Set(words(known)),
    modules: words(modules),
  }));
  const roomOf = remembered((file: string) => rooms.find(({ files }) => matchesGlob(file, files)));

  const unknown = rooms.flatMap(({ name, known }) =>
    [...known]
      .filter((other) => !Object.hasOwn(layers, other))
      .map((other) => `${name} may know ${other}, which is no room`),
  );
  const leaks = [...graph].flatMap(([file, imports]) => {
    const room = roomOf(file);
    if (!room) return [`${file} belongs to no room`];
    return imports.flatMap(({ to, isFile, isType }) => {
      const other = isFile ? roomOf(to) : undefined;
      const isAllowed = isFile
        ? other && (other === room || room.known.has(other.name))
        : room.modules.some((module) => module === to || (module.endsWith('*') && to.startsWith(module.slice(0, -1))));
      if (isAllowed) return [];
      const what = isFile ? (other?.name ?? 'a file of no room') : to;
      return [`${file} imports ${isType ? 'types of ' : ''}${to}: ${room.name} may not know ${what}`];
    });
  });
  return [...unknown, ...leaks];
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

function remembered<In, Out>(work: (value: In) => Out): (value: In) => Out {
  const known = new Map<In, Out>();
  return (value) => {
    const found = known.get(value) ?? work(value);
    known.set(value, found);
    return found;
  };
}

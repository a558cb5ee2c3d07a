/** Two people, whichever is named first. */
export function pairOf(one: string, other: string): string {
  return [one, other].toSorted().join(' ');
}

export function pairsOf(people: readonly string[]): readonly string[] {
  return people.flatMap((one, index) => people.slice(index + 1).map((other) => pairOf(one, other)));
}

/** The pairs of these people that `links` connect, directly or by others of them. */
export function connectedPairs(people: readonly string[], links: readonly string[]): readonly string[] {
  const groups = people.map((person) => new Set([person]));
  for (const link of links) {
    const ends = link.split(' ').map((person) => groups.findIndex((group) => group.has(person)));
    const [one = -1, other = -1] = ends;
    if (one < 0 || other < 0 || one === other) continue;
    const [moved] = groups.splice(other, 1);
    const target = groups[one > other ? one - 1 : one];
    for (const person of moved ?? []) target?.add(person);
  }
  return groups.flatMap((group) => pairsOf([...group]));
}

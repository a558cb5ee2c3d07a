/** English: `1 dead letter`, `2 dead letters`. @param many where it is not one with an s */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

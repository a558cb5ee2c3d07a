/** Does a text fit a pattern of IAM: `*` is any text, over slashes and colons too, `?` is one character? */
export function fitsPattern(pattern: string, text: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}

export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

const KEY = 'guiyi.token';

/**
 * The key of the desk: from the part of the address behind `#`, which is never sent to a server and is taken away at once, or from
 * the last visit. It ends with the process that gave it.
 */
export function takeToken(): string | undefined {
  const { hash, pathname, search } = globalThis.location;
  const given = new URLSearchParams(hash.slice(1)).get('token');
  if (given !== null) {
    keepToken(given);
    globalThis.history.replaceState(null, '', pathname + search);
  }
  return globalThis.localStorage.getItem(KEY) ?? undefined;
}

export function keepToken(token: string): void {
  globalThis.localStorage.setItem(KEY, token);
}

export function forgetToken(): void {
  globalThis.localStorage.removeItem(KEY);
}

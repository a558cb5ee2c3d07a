import { useSyncExternalStore } from 'react';

/** Where the page is: a path and its query, nothing of a person in either. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const MOVED = 'guiyi:moved';
let known: Place = read();

function read(): Place {
  const { pathname, search } = globalThis.location;
  return { path: pathname, query: new URLSearchParams(search) };
}

function subscribe(listen: () => void): () => void {
  const update = () => {
    known = read();
    listen();
  };
  globalThis.addEventListener('popstate', update);
  globalThis.addEventListener(MOVED, update);
  return () => {
    globalThis.removeEventListener('popstate', update);
    globalThis.removeEventListener(MOVED, update);
  };
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, () => known);
}

/** @param replace keeps the former place out of the history: a filter that is being typed */
export function goTo(address: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) globalThis.history.replaceState(null, '', address);
  else globalThis.history.pushState(null, '', address);
  globalThis.dispatchEvent(new Event(MOVED));
}

/** The same path with some members of the query changed; `''` takes one away. */
export function withQuery({ path, query }: Place, changes: Readonly<Record<string, string>>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === '' ? path : `${path}?${text}`;
}

export const addressOf = {
  /** @param id of the event, or its place where there is one: by that it is found at once */
  event: (id: string, source: string) =>
    `/events/${encodeURIComponent(id)}?${new URLSearchParams({ source }).toString()}`,
  customer: (id: string) => `/customers/${encodeURIComponent(id)}`,
  letter: (id: string) => `/dead-letters/${encodeURIComponent(id)}`,
  quarantined: (id: string) => `/quarantine/${encodeURIComponent(id)}`,
  source: (name: string) => `/sources/${encodeURIComponent(name)}`,
};

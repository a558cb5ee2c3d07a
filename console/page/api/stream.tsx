import { createContext, type ReactNode, use, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { eventChange, type EventRow } from '../../../operations/console/event-row.ts';
import { headersOf } from './client.ts';

export type StreamState = 'connecting' | 'live' | 'lost';

interface Stream {
  readonly state: StreamState;
  /** Calls back with each event that changes, and with nothing where the list must be read anew; returns what ends that. */
  readonly watch: (listen: (row: EventRow | undefined) => void) => () => void;
}

const Context = createContext<Stream>({ state: 'connecting', watch: () => () => {} });

/** The server gives a sign of life every five seconds. */
const SILENCE_MS = 12_000;
const AGAIN_MS = 1_500;

/** Listens to what changes, goes on after the last thing heard when the connection comes back, and says when it is lost. */
export function StreamProvider({
  children,
  onUnauthorized,
}: {
  readonly children: ReactNode;
  readonly onUnauthorized: () => void;
}) {
  const [state, setState] = useState<StreamState>('connecting');
  const listeners = useRef(new Set<(row: EventRow | undefined) => void>());
  const leave = useEffectEvent(onUnauthorized);

  useEffect(() => {
    const ended = new AbortController();
    void listenForever({
      signal: ended.signal,
      onState: setState,
      onUnauthorized: () => leave(),
      onRow: (row) => {
        for (const listen of listeners.current) listen(row);
      },
    });
    return () => ended.abort();
  }, []);

  const stream = useMemo<Stream>(
    () => ({
      state,
      watch(listen) {
        listeners.current.add(listen);
        return () => listeners.current.delete(listen);
      },
    }),
    [state],
  );
  return <Context value={stream}>{children}</Context>;
}

export const useStream = (): Stream => use(Context);

interface Hearing {
  readonly signal: AbortSignal;
  readonly onState: (state: StreamState) => void;
  readonly onUnauthorized: () => void;
  readonly onRow: (row: EventRow | undefined) => void;
}

async function listenForever({ signal, onState, onUnauthorized, onRow }: Hearing): Promise<void> {
  let last = '';
  while (!signal.aborted) {
    const silence = new AbortController();
    let alarm = setTimeout(() => silence.abort(), SILENCE_MS);
    try {
      const response = await fetch('/api/changes', {
        headers: headersOf(last === '' ? {} : { 'last-event-id': last }),
        signal: AbortSignal.any([signal, silence.signal]),
      });
      if (response.status === 401) {
        onUnauthorized();
        return;
      }
      if (!response.ok || !response.body) throw new Error('no stream');
      onState('live');
      for await (const message of messagesIn(response.body)) {
        clearTimeout(alarm);
        alarm = setTimeout(() => silence.abort(), SILENCE_MS);
        if (message.id !== '') last = message.id;
        if (message.event === 'reset') onRow(undefined);
        if (message.event === 'event') onRow(eventChange.parse(JSON.parse(message.data)).row);
      }
    } catch {
      // Whatever ended it: it is tried again.
    } finally {
      clearTimeout(alarm);
    }
    if (signal.aborted) return;
    onState('lost');
    await new Promise((resume) => setTimeout(resume, AGAIN_MS));
  }
}

interface Message {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Server-sent events; the browser's own EventSource cannot send the key. */
async function* messagesIn(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const field = (name: string) =>
        part
          .split('\n')
          .filter((line) => line.startsWith(`${name}: `))
          .map((line) => line.slice(name.length + 2))
          .join('\n');
      yield { id: field('id'), event: field('event'), data: field('data') };
    }
  }
}

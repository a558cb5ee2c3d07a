import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { type EventRow, eventRows, type EventRows } from '../../../../operations/console/event-row.ts';
import { ask } from '../../api/client.ts';
import { useStream } from '../../api/stream.tsx';

export const FILTERS = [
  'state',
  'connection',
  'type',
  'reason',
  'customer',
  'order',
  'find',
  'since',
  'until',
] as const;

const PAGE = '100';
/** Changes of one moment are read together. */
const GATHER_MS = 200;

interface Pages {
  readonly pages: EventRows[];
  readonly pageParams: unknown[];
}

/**
 * The rows that fit the filters, a page at a time. While it is live, what is new appears; else it is counted.
 * @param filters of the address
 */
export function useEventRows(filters: URLSearchParams, isLive: boolean) {
  const client = useQueryClient();
  const { watch } = useStream();
  const [newer, setNewer] = useState(0);
  const chosen = new URLSearchParams(
    FILTERS.flatMap((name) => (filters.get(name) ? [[name, filters.get(name) ?? '']] : [])),
  );
  const key = ['event-rows', chosen.toString()];
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams(chosen);
      asked.set('limit', PAGE);
      if (pageParam !== '') asked.set('after', pageParam);
      return ask(eventRows, `/api/event-rows?${asked.toString()}`, undefined, signal);
    },
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });

  const showNewest = () => {
    setNewer(0);
    // The first page alone: what was below comes again when somebody scrolls there.
    client.setQueryData<Pages>(key, (data) => {
      return data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) };
    });
    void client.invalidateQueries({ queryKey: key });
  };
  const showIfLive = useEffectEvent(() => {
    if (isLive) showNewest();
  });
  const unseen = useRef(new Set<string>());
  /** Whether the list must be read anew. */
  const take = useEffectEvent((row: EventRow): boolean => {
    const data = client.getQueryData<Pages>(key);
    if (data?.pages.some(({ rows }) => rows.some((one) => nameOf(one) === nameOf(row)))) {
      client.setQueryData<Pages>(key, withRow(data, row));
      return false;
    }
    unseen.current.add(nameOf(row));
    if (!isLive) setNewer(unseen.current.size);
    return isLive;
  });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = watch((row) => {
      if (row !== undefined && !take(row)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        unseen.current.clear();
        showIfLive();
      }, GATHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [watch]);

  const pages = query.data?.pages ?? [];
  return {
    query,
    rows: pages.flatMap(({ rows }) => rows),
    total: pages[0]?.total,
    about: pages[0]?.about,
    newer,
    showNewest,
  };
}

const nameOf = ({ id, source }: EventRow) => `${source} ${id}`;

function withRow(data: Pages, row: EventRow): Pages {
  const name = nameOf(row);
  return {
    ...data,
    pages: data.pages.map((page) => ({ ...page, rows: page.rows.map((one) => (nameOf(one) === name ? row : one)) })),
  };
}

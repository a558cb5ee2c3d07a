import { Button, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useCallback, useRef, useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { lacks, useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Notice, Pending } from '../../parts/notice.tsx';
import { Link } from '../../routing/link.tsx';
import { goTo, usePlace } from '../../routing/location.ts';
import { EventFilters } from './event-filters.tsx';
import { EventList } from './event-list.tsx';
import classes from './events.module.css';
import { FILTERS, useEventRows } from './use-event-rows.ts';

/** All events, the newest first, as they come. */
export function EventsScreen() {
  const { t, number } = useLanguage();
  const place = usePlace();
  const { data: health } = useHealth();
  const scroll = useRef<HTMLDivElement>(null);
  const [isPaused, setPaused] = useState(false);
  const [isAtTop, setAtTop] = useState(true);
  useHotkeys([['p', () => setPaused((before) => !before)]]);
  const { query, rows, total, about, newer, showNewest } = useEventRows(place.query, isAtTop && !isPaused);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  const isFiltered = FILTERS.some((name) => place.query.has(name));
  const isStale = query.error instanceof ApiError && query.error.kind === 'not-found';

  return (
    <div className={classes['screen']}>
      <div className={classes['bar']}>
        <Title order={1}>{about === undefined ? t.events.title : t.events.about(about)}</Title>
        <EventFilters place={place} rows={rows} isFiltered={isFiltered} />
        <div className={classes['right']}>
          <span role="status">
            {isFiltered
              ? t.events.count(number(rows.length) + (hasNextPage ? '+' : ''), total === undefined ? '' : number(total))
              : total === undefined
                ? ''
                : t.common.total(number(total))}
          </span>
          <Button variant="default" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
            {isPaused ? t.live.resume : t.live.pause}
          </Button>
        </div>
      </div>
      {newer > 0 && (
        <button
          type="button"
          className={classes['newer']}
          onClick={() => {
            scroll.current?.scrollTo({ top: 0 });
            showNewest();
          }}
        >
          {t.live.newer(newer)}
        </button>
      )}
      <div className={classes['scroll']} ref={scroll} onScroll={(event) => setAtTop(event.currentTarget.scrollTop < 8)}>
        {isStale ? (
          <Notice title={t.events.staleSearch} />
        ) : query.data === undefined ? (
          <Pending error={query.error} refetch={query.refetch} />
        ) : rows.length === 0 ? (
          <Notice
            title={isFiltered ? t.events.noMatch : t.events.empty}
            text={isFiltered ? undefined : lacks(health, 'play') ? t.stage.noEvents : t.events.emptyHint}
          >
            {isFiltered ? (
              <Button variant="default" onClick={() => goTo('/events')}>
                {t.events.clear}
              </Button>
            ) : (
              !lacks(health, 'play') && <Link href="/play">{t.events.toPlay}</Link>
            )}
          </Notice>
        ) : (
          <EventList rows={rows} scroll={scroll} hasMore={hasNextPage} loadMore={loadMore} />
        )}
      </div>
    </div>
  );
}

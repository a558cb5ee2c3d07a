import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { EventRow } from '../../../../operations/console/event-row.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { addressOf, goTo } from '../../routing/location.ts';
import { EventLine } from './event-line.tsx';
import classes from './events.module.css';

interface EventListProps {
  readonly rows: readonly EventRow[];
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
}

const WIDE_ROW = 34;
const NARROW_ROW = 62;

/** The rows that are seen, of however many there are. Arrows and j, k move; Enter opens. */
export function EventList({ rows, scroll, hasMore, loadMore }: EventListProps) {
  const { t } = useLanguage();
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const size = isNarrow ? NARROW_ROW : WIDE_ROW;
  const [selected, setSelected] = useState<string>();
  const selectedIndex = Math.max(
    rows.findIndex((row) => nameOf(row) === selected),
    0,
  );
  const list = useRef<HTMLDivElement>(null);
  // For whoever measures how fast the list is there.
  useEffect(() => void performance.mark('guiyi:first-rows'), []);
  // Its answers change without a new state: the compiler of React, which is not used here, could not keep them.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => size,
    overscan: 12,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, size]);
  const shown = virtualizer.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 40) loadMore();
  }, [hasMore, last, rows.length, loadMore]);

  const select = (index: number) => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (!row) return;
    setSelected(nameOf(row));
    virtualizer.scrollToIndex(rows.indexOf(row));
    requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>(`[data-name="${CSS.escape(nameOf(row))}"]`)?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 15, PageUp: -15 }[event.key];
    if (step !== undefined && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      select(selectedIndex + step);
    }
  };

  return (
    <div role="table" aria-label={t.events.list} aria-rowcount={rows.length + 1} onKeyDown={onKeyDown} ref={list}>
      <div role="rowgroup" className={classes['head']}>
        <div role="row" style={{ display: 'contents' }}>
          {[t.events.received, t.common.connection, t.events.what, t.common.state, t.events.outcome, t.events.took].map(
            (name, index) => (
              <span role="columnheader" key={name} className={index === 5 ? 'number' : undefined}>
                {name}
              </span>
            ),
          )}
        </div>
      </div>
      <div role="rowgroup" className={classes['rows']} style={{ height: virtualizer.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const name = nameOf(row);
          return (
            <div
              role="row"
              key={name}
              data-name={name}
              data-selected={index === selectedIndex && selected !== undefined}
              aria-rowindex={index + 2}
              tabIndex={index === selectedIndex ? 0 : -1}
              className={classes['row']}
              style={{ transform: `translateY(${start}px)` }}
              onFocus={() => setSelected(name)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && event.target === event.currentTarget) open(row);
              }}
              onClick={(event) => {
                if (!(event.target instanceof HTMLAnchorElement) && globalThis.getSelection()?.isCollapsed) open(row);
              }}
            >
              <EventLine row={row} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

const nameOf = ({ id, source }: EventRow) => `${source} ${id}`;
const open = ({ id, place, source }: EventRow) => goTo(addressOf.event(place ?? id, source));

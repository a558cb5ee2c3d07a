import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type EventRow, shownState } from '../../../../operations/console/event-row.ts';
import { sourceRows } from '../../../../operations/console/source-page.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import classes from './events.module.css';
import { goTo, type Place, withQuery } from '../../routing/location.ts';

interface EventFiltersProps {
  readonly place: Place;
  readonly rows: readonly EventRow[];
  readonly isFiltered: boolean;
}

/** Which events are shown; the choice stands in the address. */
export function EventFilters({ place, rows, isFiltered }: EventFiltersProps) {
  const { t } = useLanguage();
  const { data } = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => ask(sourceRows, '/api/sources', undefined, signal),
    staleTime: 60_000,
  });
  const choose = (name: string) => (value: string | null) => goTo(withQuery(place, { [name]: value ?? '' }));
  const connection = place.query.get('connection') ?? '';
  const type = place.query.get('type') ?? '';
  const types = [...new Set([...rows.map((row) => row.type), ...(type === '' ? [] : [type])])].toSorted();
  const active = (data?.sources ?? []).filter((source) => source.lastEvent !== undefined || source.name === connection);
  return (
    <>
      <Select
        aria-label={t.common.state}
        className={classes['filter'] ?? ''}
        data={[
          { value: '', label: t.events.anyState },
          ...shownState.options.map((state) => ({ value: state, label: t.states[state] })),
        ]}
        value={place.query.get('state') ?? ''}
        onChange={choose('state')}
      />
      <Select
        aria-label={t.common.connection}
        className={classes['filter'] ?? ''}
        searchable
        data={[{ value: '', label: t.events.anyConnection }, ...active.map(({ name }) => name)]}
        value={connection}
        onChange={choose('connection')}
      />
      <Select
        aria-label={t.common.type}
        className={classes['filter'] ?? ''}
        searchable
        data={[{ value: '', label: t.events.anyType }, ...types]}
        value={type}
        onChange={choose('type')}
      />
      {isFiltered && (
        <Button variant="subtle" onClick={() => goTo('/events')}>
          {t.events.clear}
        </Button>
      )}
    </>
  );
}

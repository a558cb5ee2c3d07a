import { Kbd, Loader, Modal, Stack, Table, Text, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { type SearchAnswer, searchAnswer } from '../../../operations/console/event-row.ts';
import { ask } from '../api/client.ts';
import { useLanguage } from '../i18n/language.tsx';
import { addressOf, goTo } from '../routing/location.ts';
import classes from './shell.module.css';

/** One box for whatever an operator has in hand; it leads to the customer, the event or the list of events. */
export function SearchBox() {
  const { t, translated } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [about, setAbout] = useState('');
  const [nothing, setNothing] = useState<SearchAnswer>();
  useHotkeys([
    ['/', () => input.current?.focus()],
    ['mod+K', () => input.current?.focus()],
  ]);
  const search = useMutation({
    mutationFn: () => ask(searchAnswer, '/api/search', { about: about.trim() }),
    onSuccess(answer) {
      const address = placeOf(answer);
      if (address === undefined) setNothing(answer);
      else {
        // It may be a phone: it does not stay on the screen.
        setAbout('');
        input.current?.blur();
        goTo(address);
      }
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (about.trim() !== '') search.mutate();
  };
  return (
    <form className={classes['search']} role="search" onSubmit={submit}>
      <TextInput
        ref={input}
        size="sm"
        type="search"
        aria-label={t.search.label}
        placeholder={t.search.placeholder}
        value={about}
        onChange={(event) => setAbout(event.currentTarget.value)}
        error={search.error ? translated(search.error.message) : undefined}
        rightSection={search.isPending ? <Loader size="xs" /> : <Kbd size="xs">/</Kbd>}
        autoComplete="off"
        spellCheck={false}
      />
      <Modal
        opened={nothing !== undefined}
        onClose={() => setNothing(undefined)}
        title={t.search.nothing(nothing?.about ?? '')}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        <Rejected rejected={nothing?.rejected ?? []} />
      </Modal>
    </form>
  );
}

function placeOf({ kind, customers, events, find }: SearchAnswer): string | undefined {
  if (kind === 'nothing') return undefined;
  const [customer] = customers;
  if (kind === 'customer' && customer !== undefined) return addressOf.customer(customer);
  const [event] = events;
  if (kind === 'event' && event && events.length === 1) return addressOf.event(event.place ?? event.id, event.source);
  if (kind === 'identity' && customer !== undefined && customers.length === 1) return addressOf.customer(customer);
  return `/events?${new URLSearchParams({ find: find ?? '' }).toString()}`;
}

function Rejected({ rejected }: Pick<SearchAnswer, 'rejected'>) {
  const { t, number, time } = useLanguage();
  return (
    <Stack gap="sm">
      <Text size="sm">{t.search.nothingHint}</Text>
      {rejected.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t.search.noneRejected}
        </Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t.common.connection}</Table.Th>
              <Table.Th>{t.common.reason}</Table.Th>
              <Table.Th className="number">{t.common.count}</Table.Th>
              <Table.Th>{t.common.last}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rejected.map((one) => (
              <Table.Tr key={`${one.connection} ${one.reason}`}>
                <Table.Td>{one.connection}</Table.Td>
                <Table.Td className="mono">{one.reason}</Table.Td>
                <Table.Td className="number">{number(one.count)}</Table.Td>
                <Table.Td>{time.ago(one.last)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}

import { Button, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod/mini';
import type { CustomerDetails, ShownMerge } from '../../../../operations/console/customer-page.ts';
import { ask } from '../../api/client.ts';
import { lacks, useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Failure } from '../../parts/notice.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';
import classes from './customer.module.css';

/** Which event made two customers one, and what it proved together. */
export function WhyOne({ page, onChange }: { readonly page: CustomerDetails; readonly onChange: () => void }) {
  const { t, time } = useLanguage();
  const { data: health } = useHealth();
  const [undoing, setUndoing] = useState<ShownMerge>();
  const identity = new Map(page.identities.map((one) => [one.key, one]));
  if (page.merges.length === 0)
    return <Text size="sm">{lacks(health, 'undo') ? t.customer.mergesUnknown : t.customer.whyOne}</Text>;
  return (
    <Stack gap="md">
      {page.merges.map((merge) => (
        <div key={`${merge.loser} ${merge.mergedAt}`} className={classes['merge']}>
          <p>
            {t.customer.mergedAt(merge.loser, time.short(merge.mergedAt))}
            {merge.undone && <b> ({t.customer.undone})</b>}
          </p>
          {merge.event ? (
            <>
              <p>
                {t.customer.proved}{' '}
                <Link href={addressOf.event(merge.event.id, merge.event.source)}>{merge.event.type}</Link>{' '}
                <span className="quiet">{merge.event.connection}</span>
              </p>
              <ul>
                {merge.together.flatMap((key) => {
                  const one = identity.get(key);
                  return one
                    ? [
                        <li key={key}>
                          {one.kind} <span className="mono">{one.value}</span>
                        </li>,
                      ]
                    : [];
                })}
              </ul>
            </>
          ) : (
            <p className="quiet">{t.customer.unknownEvent}</p>
          )}
          {!merge.undone && !health?.isReadOnly && (
            <Button variant="default" onClick={() => setUndoing(merge)}>
              {t.customer.undo}
            </Button>
          )}
        </div>
      ))}
      <Undo
        merge={undoing}
        onClose={() => setUndoing(undefined)}
        onChange={onChange}
        isSandbox={health?.isSandbox ?? false}
      />
    </Stack>
  );
}

interface UndoProps {
  readonly merge: ShownMerge | undefined;
  readonly isSandbox: boolean;
  readonly onClose: () => void;
  readonly onChange: () => void;
}

/** What undoing would do, before it is done. */
function Undo({ merge, isSandbox, onClose, onChange }: UndoProps) {
  const { t } = useLanguage();
  const undo = useMutation({
    mutationFn: () => ask(z.unknown(), '/api/merges/undo', { sequence: merge?.sequence ?? 0 }),
    onSuccess: onChange,
  });
  const close = () => {
    undo.reset();
    onClose();
  };
  return (
    <Modal
      opened={merge !== undefined}
      onClose={close}
      title={t.customer.undoTitle}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack gap="sm">
        {undo.isSuccess ? (
          <Text role="status">{t.customer.undoneNow}</Text>
        ) : (
          <Text size="sm">{isSandbox ? t.customer.undoPlan(merge?.loser ?? '') : t.customer.undoTenant}</Text>
        )}
        {undo.error && (
          <Text role="alert" size="sm" c="red">
            <Failure error={undo.error} />
          </Text>
        )}
        {isSandbox && !undo.isSuccess && (
          <Button loading={undo.isPending} onClick={() => undo.mutate()}>
            {t.customer.undoRun}
          </Button>
        )}
      </Stack>
    </Modal>
  );
}

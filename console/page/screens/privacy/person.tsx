import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { heldOf } from '../../../../operations/console/held-page.ts';
import { enqueued } from '../../../../operations/privacy.ts';
import { ask } from '../../api/client.ts';
import { useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Failure } from '../../parts/notice.tsx';
import { Panel } from '../../parts/page.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { Receipt } from './receipt.tsx';

/** One person by an identity: what is held of them, to forget them, to block them, to lift that. */
export function Person() {
  const { t } = useLanguage();
  const { data: health } = useHealth();
  const [identity, setIdentity] = useState('');
  const held = useMutation({ mutationFn: () => ask(heldOf, '/api/held', { identity: identity.trim() }) });
  const block = useMutation({
    mutationFn: (path: 'suppressions' | 'suppressions/lift') =>
      ask(enqueued, `/api/${path}`, { identity: identity.trim() }),
  });
  const [erased, setErased] = useState<{ readonly event: string; readonly source: string }>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    held.mutate();
  };
  const error = held.error ?? block.error;
  return (
    <Panel title={t.privacy.person} hint={t.common.masked}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t.privacy.find}
            description={t.privacy.findHint}
            value={identity}
            onChange={(event) => {
              setIdentity(event.currentTarget.value);
              held.reset();
              block.reset();
              setErased(undefined);
            }}
            autoComplete="off"
            spellCheck={false}
          />
          <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
            <Button type="submit" disabled={identity.trim() === ''} loading={held.isPending}>
              {t.privacy.preview}
            </Button>
            {!health?.isReadOnly && (
              <>
                <Button
                  variant="default"
                  disabled={identity.trim() === ''}
                  onClick={() => block.mutate('suppressions')}
                >
                  {t.privacy.block}
                </Button>
                <Button
                  variant="default"
                  disabled={identity.trim() === ''}
                  onClick={() => block.mutate('suppressions/lift')}
                >
                  {t.privacy.lift}
                </Button>
              </>
            )}
          </div>
          {error && (
            <Text role="alert" size="sm">
              <Failure error={error} />
            </Text>
          )}
          {block.isSuccess && (
            <Text role="status" size="sm">
              {block.variables === 'suppressions' ? t.privacy.blocked : t.privacy.lifted}
            </Text>
          )}
          {held.data && (
            <div>
              <ul>
                {held.data.customer !== undefined && (
                  <li>
                    {t.privacy.heldCustomer}{' '}
                    <Link className="mono" href={addressOf.customer(held.data.customer)}>
                      {held.data.customer}
                    </Link>
                    {held.data.fields !== undefined && `: ${t.privacy.heldFields(held.data.fields)}`}
                    {held.data.groups !== undefined && `, ${t.privacy.heldGroups(held.data.groups)}`}
                  </li>
                )}
                <li>{t.privacy.heldEvents(held.data.events)}</li>
              </ul>
              {!health?.isReadOnly && <EraseDialog identity={identity.trim()} onErased={setErased} />}
            </div>
          )}
          {erased && <Receipt request={erased} />}
        </Stack>
      </form>
    </Panel>
  );
}

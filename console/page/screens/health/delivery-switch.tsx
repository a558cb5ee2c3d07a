import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import * as z from 'zod/mini';
import type { HealthPage } from '../../../../operations/console/health-page.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Failure } from '../../parts/notice.tsx';

/** Stops delivery, and starts it again. */
export function DeliverySwitch({ health: { breaker } }: { readonly health: HealthPage }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [by, setBy] = useState('');
  const [why, setWhy] = useState('');
  const onSuccess = () => {
    close();
    return client.invalidateQueries({ queryKey: ['health'] });
  };
  const pause = useMutation({ mutationFn: () => ask(z.unknown(), '/api/pause', { by, why }), onSuccess });
  const resume = useMutation({ mutationFn: () => ask(z.unknown(), '/api/resume', {}), onSuccess });
  if (breaker.state === 'paused')
    return (
      <Button loading={resume.isPending} onClick={() => resume.mutate()}>
        {t.health.resume}
      </Button>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    pause.mutate();
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t.health.pause}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t.health.pauseTitle}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Text size="sm">{t.health.pauseText}</Text>
            <TextInput
              label={t.common.you}
              value={by}
              onChange={(event) => setBy(event.currentTarget.value)}
              required
              data-autofocus
            />
            <TextInput
              label={t.common.why}
              value={why}
              onChange={(event) => setWhy(event.currentTarget.value)}
              required
            />
            {pause.error && (
              <Text role="alert" size="sm" c="red">
                <Failure error={pause.error} />
              </Text>
            )}
            <Button type="submit" loading={pause.isPending} disabled={by.trim() === '' || why.trim() === ''}>
              {t.health.pauseTitle}
            </Button>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

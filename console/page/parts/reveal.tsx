import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { type FormEvent, useState } from 'react';
import { ask } from '../api/client.ts';
import { useHealth } from '../api/health.ts';
import { useLanguage } from '../i18n/language.tsx';
import { JsonView } from './json-view.tsx';
import { Failure } from './notice.tsx';

interface RevealProps {
  readonly request:
    | { readonly about: string; readonly source?: string }
    | { readonly letter: string }
    | { readonly quarantined: string };
}

/** Shows values in clear, after who looks and why has been written down. */
export function Reveal({ request }: RevealProps) {
  const { t } = useLanguage();
  const { data: health } = useHealth();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [by, setBy] = useState('');
  const [why, setWhy] = useState('');
  const reveal = useMutation({ mutationFn: () => ask(z.unknown(), '/api/reveals', { ...request, by, why }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reveal.mutate();
  };
  const hide = () => {
    reveal.reset();
    close();
  };
  if (health?.isReadOnly) return null;
  return (
    <>
      <Button variant="default" onClick={open}>
        {t.reveal.button}
      </Button>
      <Modal
        opened={isOpen}
        onClose={hide}
        title={t.reveal.title}
        size={reveal.data === undefined ? 'md' : '80rem'}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        {reveal.data === undefined ? (
          <form onSubmit={submit}>
            <Stack gap="sm">
              <Text size="sm">{t.reveal.text}</Text>
              <TextInput
                label={t.common.you}
                value={by}
                onChange={(event) => setBy(event.currentTarget.value)}
                required
                data-autofocus
              />
              <TextInput
                label={t.common.why}
                description={t.common.whyHint}
                value={why}
                onChange={(event) => setWhy(event.currentTarget.value)}
                required
              />
              {reveal.error && (
                <Text role="alert" size="sm" c="red">
                  <Failure error={reveal.error} />
                </Text>
              )}
              <Button type="submit" loading={reveal.isPending} disabled={by.trim() === '' || why.trim() === ''}>
                {t.reveal.show}
              </Button>
            </Stack>
          </form>
        ) : (
          <Stack gap="sm">
            <Text size="sm" role="status">
              {t.reveal.shown}
            </Text>
            <JsonView json={reveal.data} label={t.reveal.title} />
            <Button variant="default" onClick={hide}>
              {t.reveal.hide}
            </Button>
          </Stack>
        )}
      </Modal>
    </>
  );
}

import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { enqueued, type Enqueued } from '../../../../operations/privacy.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Failure } from '../../parts/notice.tsx';

interface EraseDialogProps {
  readonly identity: string;
  readonly onErased: (request: Enqueued) => void;
}

/** Asks once more before a person is forgotten. */
export function EraseDialog({ identity, onErased }: EraseDialogProps) {
  const { t } = useLanguage();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [typed, setTyped] = useState('');
  const [why, setWhy] = useState('');
  const erase = useMutation({
    mutationFn: () => ask(enqueued, '/api/erase', { identity, ...(why.trim() !== '' && { why }) }),
    onSuccess(request) {
      close();
      onErased(request);
    },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {t.privacy.erase}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t.privacy.eraseTitle}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        <Stack gap="sm">
          <Text size="sm">{t.privacy.eraseText}</Text>
          <TextInput
            label={t.common.why}
            description={t.common.whyHint}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <TextInput
            label={t.privacy.eraseType(t.privacy.eraseWord)}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
          />
          {erase.error && (
            <Text role="alert" size="sm">
              <Failure error={erase.error} />
            </Text>
          )}
          <Button
            color="red"
            loading={erase.isPending}
            disabled={typed !== t.privacy.eraseWord}
            onClick={() => erase.mutate()}
          >
            {t.privacy.eraseTitle}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}

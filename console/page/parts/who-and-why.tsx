import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { Failure } from './notice.tsx';

/** Who acts, and the reason, for the record. */
export interface WhoAndWhy {
  readonly by: string;
  readonly why: string;
}

interface WhoAndWhyFormProps {
  readonly text?: string;
  /** On the button. */
  readonly action: string;
  readonly isPending: boolean;
  readonly error?: Error | null;
  readonly onSubmit: (asker: WhoAndWhy) => void;
}

/** Asks who acts and why, before anything that is written down. */
export function WhoAndWhyForm({ text, action, isPending, error, onSubmit }: WhoAndWhyFormProps) {
  const { t } = useLanguage();
  const [by, setBy] = useState('');
  const [why, setWhy] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ by, why });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {text !== undefined && <Text size="sm">{text}</Text>}
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
        {error && (
          <Text role="alert" size="sm" c="red">
            <Failure error={error} />
          </Text>
        )}
        <Button type="submit" loading={isPending} disabled={by.trim() === '' || why.trim() === ''}>
          {action}
        </Button>
      </Stack>
    </form>
  );
}

import { Button, Code, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { forgetToken, keepToken } from '../api/token.ts';
import { useLanguage } from '../i18n/language.tsx';
import classes from './shell.module.css';

/** What is shown while the page has no key, or one of another start. */
export function SignIn({ onToken }: { readonly onToken: () => void }) {
  const { t } = useLanguage();
  const [token, setToken] = useState('');
  const open = (event: FormEvent) => {
    event.preventDefault();
    forgetToken();
    keepToken(token.trim());
    onToken();
  };
  return (
    <main className={classes['signIn']}>
      <Stack gap="md" maw={440}>
        <Text fw={700}>归一 Guiyi</Text>
        <Title order={1}>{t.signIn.title}</Title>
        <Text>
          {t.signIn.text} <Code>npx guiyi console</Code>
        </Text>
        <form onSubmit={open}>
          <Stack gap="sm">
            <PasswordInput
              label={t.signIn.paste}
              value={token}
              onChange={(event) => setToken(event.currentTarget.value)}
              autoComplete="off"
              size="sm"
            />
            <Button type="submit" disabled={token.trim() === ''} size="sm">
              {t.signIn.open}
            </Button>
          </Stack>
        </form>
      </Stack>
    </main>
  );
}

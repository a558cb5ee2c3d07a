import { Button, CopyButton as WithClipboard } from '@mantine/core';
import { useLanguage } from '../i18n/language.tsx';

/** Copies what is seen: a masked value stays masked. */
export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useLanguage();
  return (
    <WithClipboard value={text}>
      {({ copied, copy }) => (
        <Button variant="subtle" size="compact-xs" onClick={copy}>
          {copied ? t.common.copied : t.common.copy}
        </Button>
      )}
    </WithClipboard>
  );
}

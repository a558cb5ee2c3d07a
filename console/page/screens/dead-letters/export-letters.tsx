import { Button, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { exportPage } from '../../../../operations/dead-letters.ts';
import { ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';

/** Saves every letter of a cause as a file, one a line: a discard wants that first. */
export function ExportLetters({ group }: { readonly group: string }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const save = useMutation({
    async mutationFn() {
      const lines: string[] = [];
      for (let after: string | undefined = '0'; after !== undefined;) {
        const page: { letters: unknown[]; next?: string | undefined } = await ask(
          exportPage,
          `/api/dead-letters/export?after=${encodeURIComponent(after)}`,
          { groups: [group] },
        );
        lines.push(...page.letters.map((letter) => `${JSON.stringify(letter)}\n`));
        after = page.next;
      }
      saveAs(`dead-letters-${group}.jsonl`, lines);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['letters', group] }),
  });
  return (
    <Tooltip label={t.letters.exportHint}>
      <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
        {t.letters.export}
      </Button>
    </Tooltip>
  );
}

function saveAs(name: string, parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: 'application/jsonl' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

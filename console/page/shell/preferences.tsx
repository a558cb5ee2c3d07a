import { ActionIcon, Kbd, Menu, Modal, Table, useMantineColorScheme } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useLanguage, languages, type LanguageCode } from '../i18n/language.tsx';

/** Appearance, language, and the list of keys. */
export function Preferences() {
  const { t, code, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [isHelp, { open, close }] = useDisclosure(false);
  useHotkeys([
    ['shift+/', open],
    ['?', open],
  ]);
  const schemes = ['light', 'dark', 'auto'] as const;
  const keys: readonly (readonly [string, string])[] = [
    ['/', t.keys.search],
    ['↓ ↑ j k', t.keys.move],
    ['⏎', t.keys.open],
    ['p', t.keys.pause],
    ['?', t.keys.help],
    ['Esc', t.keys.close],
  ];
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon variant="default" aria-label={`${t.settings.theme}, ${t.settings.language}`}>
            <svg
              width="16"
              height="16"
              viewBox="0 0 16 16"
              aria-hidden="true"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
            >
              <path d="M2 4h12M2 8h12M2 12h12" />
              <circle cx="5" cy="4" r="1.6" fill="var(--ground)" />
              <circle cx="11" cy="8" r="1.6" fill="var(--ground)" />
              <circle cx="6" cy="12" r="1.6" fill="var(--ground)" />
            </svg>
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t.settings.language}</Menu.Label>
          {(Object.keys(languages) as LanguageCode[]).map((one) => (
            <Menu.Item key={one} lang={one} onClick={() => choose(one)} rightSection={one === code ? '✓' : null}>
              {languages[one].name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{t.settings.theme}</Menu.Label>
          {schemes.map((scheme) => (
            <Menu.Item
              key={scheme}
              onClick={() => setColorScheme(scheme)}
              rightSection={scheme === colorScheme ? '✓' : null}
            >
              {t.settings[scheme]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={open} rightSection={<Kbd size="xs">?</Kbd>}>
            {t.settings.keys}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isHelp}
        onClose={close}
        title={t.keys.title}
        size="sm"
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        <Table>
          <Table.Tbody>
            {keys.map(([key, meaning]) => (
              <Table.Tr key={key}>
                <Table.Td>
                  <Kbd>{key}</Kbd>
                </Table.Td>
                <Table.Td>{meaning}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
    </>
  );
}

import { createTheme, MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from './api/client.ts';
import { StreamProvider } from './api/stream.tsx';
import { takeToken } from './api/token.ts';
import { LanguageProvider } from './i18n/language.tsx';
import { PlanHost } from './parts/plan-dialog.tsx';
import { Screen } from './screens/screen.tsx';
import { Shell } from './shell/shell.tsx';
import { SignIn } from './shell/sign-in.tsx';

const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: 9,
  defaultRadius: 'sm',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } },
  },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false } },
    TextInput: { defaultProps: { size: 'xs' } },
    Modal: { defaultProps: { centered: true, size: 'lg' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
  },
});

/** The theme's own hover is lighter, and white on it is hard to read. */
const HOVERED = '#095c6b';
const hovered = { '--mantine-primary-color-filled-hover': HOVERED, '--mantine-color-cyan-filled-hover': HOVERED };
const darkerWhenHovered = () => ({ variables: {}, light: hovered, dark: hovered });

export function App({ nonce }: { readonly nonce: string }) {
  const [isKnown, setKnown] = useState(() => takeToken() !== undefined);
  const [client] = useState(() => newClient(() => setKnown(false)));
  return (
    <MantineProvider
      theme={theme}
      getStyleNonce={() => nonce}
      defaultColorScheme="auto"
      cssVariablesResolver={darkerWhenHovered}
    >
      <LanguageProvider>
        <QueryClientProvider client={client}>
          {isKnown ? (
            <StreamProvider onUnauthorized={() => setKnown(false)}>
              <Shell>
                <PlanHost>
                  <Screen />
                </PlanHost>
              </Shell>
            </StreamProvider>
          ) : (
            <SignIn onToken={() => setKnown(true)} />
          )}
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}

function newClient(onUnauthorized: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError(error) {
        if (error instanceof ApiError && error.kind === 'unauthorized') onUnauthorized();
      },
    }),
    defaultOptions: {
      queries: {
        // The stream says what has changed; what it does not know is looked at again when the screen is.
        staleTime: 2_000,
        retry: (count, error) => error instanceof ApiError && error.retryable && count < 3,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

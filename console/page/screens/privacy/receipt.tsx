import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { Enqueued } from '../../../../operations/privacy.ts';
import { ApiError, ask } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';

/** What was done about a request, when it has been carried out. */
export function Receipt({ request }: { readonly request: Enqueued }) {
  const { t } = useLanguage();
  const { data } = useQuery({
    queryKey: ['receipt', request.event],
    async queryFn({ signal }) {
      try {
        return await ask(
          z.unknown(),
          `/api/receipts?${new URLSearchParams({ ...request }).toString()}`,
          undefined,
          signal,
        );
      } catch (error) {
        if (error instanceof ApiError && error.kind === 'not-found') return null;
        throw error;
      }
    },
    refetchInterval: ({ state }) => (state.data ? false : 1_000),
  });
  return (
    <div role="status">
      <Text size="sm">
        {t.privacy.erased} <Link href={addressOf.event(request.event, request.source)}>{t.common.event}</Link>
      </Text>
      {data ? <JsonView json={data} label={t.privacy.receipt} /> : <Text size="sm">{t.privacy.noReceipt}</Text>}
    </div>
  );
}

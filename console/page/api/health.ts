import { useQuery } from '@tanstack/react-query';
import { healthPage } from '../../../operations/console/health-page.ts';
import { ask } from './client.ts';

/** How it goes; looked at again every few seconds while the page is seen. */
export function useHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => ask(healthPage, '/api/health?minutes=60', undefined, signal),
    refetchInterval: 5_000,
  });
}

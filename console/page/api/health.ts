import { useQuery } from '@tanstack/react-query';
import { type HealthPage, healthPage, type Lack } from '../../../operations/console/health-page.ts';
import { ask } from './client.ts';

/** How it goes; looked at again every few seconds while the page is seen. */
export function useHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => ask(healthPage, '/api/health?minutes=60', undefined, signal),
    refetchInterval: 5_000,
  });
}

/** Whether something cannot be asked or done where this page looks. */
export function lacks(health: HealthPage | undefined, what: Lack): boolean {
  return health?.lacks.includes(what) === true;
}

import type {
  Archive,
  Cases,
  DeadLetters,
  Leases,
  Ledger,
  Queue,
  SecretStore,
  Visibility,
} from '../../functions/shared/ports/ports.ts';
import type { Mortal } from './mortal.ts';

/** The ports with failures at each of their boundaries. */
export function unreliable({ through }: Mortal) {
  return {
    ledger: (ledger: Ledger): Ledger => ({
      read: through('ledger: read', (keys: readonly string[]) => ledger.read(keys)),
      write: through('ledger: write', (...args: Parameters<Ledger['write']>) => ledger.write(...args)),
      remove: through('ledger: remove', (...args: Parameters<Ledger['remove']>) => ledger.remove(...args)),
    }),
    leases: (leases: Leases): Leases => ({
      take: through('leases', (...args: Parameters<Leases['take']>) => leases.take(...args)),
      release: through('leases', (...args: Parameters<Leases['release']>) => leases.release(...args)),
    }),
    cases: (cases: Cases): Cases => ({
      list: (...args) => cases.list(...args),
      decide: through('cases', (...args: Parameters<Cases['decide']>) => cases.decide(...args)),
      report: through('cases', (...args: Parameters<Cases['report']>) => cases.report(...args)),
    }),
    archive: (archive: Archive): Archive => ({
      put: through('archive', (...args: Parameters<Archive['put']>) => archive.put(...args)),
      get: through('archive', (key: string) => archive.get(key)),
      remove: through('archive', (key: string) => archive.remove(key)),
    }),
    secrets: (secrets: SecretStore): SecretStore => ({
      read: through('secrets', (name: string) => secrets.read(name)),
    }),
    queue: (queue: Queue): Queue => ({
      send: through('event queue: send', (...args: Parameters<Queue['send']>) => queue.send(...args)),
    }),
    visibility: (visibility: Visibility): Visibility => ({
      change: through('visibility', (...args: Parameters<Visibility['change']>) => visibility.change(...args)),
    }),
    deadLetters: (letters: DeadLetters): DeadLetters => ({
      send: through('dead letters', (...args: Parameters<DeadLetters['send']>) => letters.send(...args)),
    }),
  };
}

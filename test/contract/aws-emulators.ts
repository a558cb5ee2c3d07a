import { vi } from 'vitest';
import { type Emulators, openEmulators } from '../../local-stage/emulators/aws-emulators.ts';

export type { Emulators };

/** Emulators of AWS, and the SDK of this process sent to them until they are stopped. */
export async function startEmulators(): Promise<Emulators> {
  const emulators = await openEmulators();
  for (const [name, value] of Object.entries(emulators.environment)) vi.stubEnv(name, value);
  return {
    ...emulators,
    async stop() {
      vi.unstubAllEnvs();
      await emulators.stop();
    },
  };
}

import type { SandboxThread, SandboxThreadOptions } from '../../local/sandbox-thread/sandbox-thread.ts';
import { openSandbox } from '../../sandbox/sandbox.ts';

/** The sandbox of a host in the thread of the test: a thread of its own takes longer to start than most tests take. */
export async function openSandboxHere({ file, credentials }: SandboxThreadOptions): Promise<SandboxThread> {
  const sandbox = openSandbox({ file, credentials, synchronous: 'normal' });
  return {
    handle: async (request) => sandbox.handle(request),
    async close() {
      sandbox.close();
    },
  };
}

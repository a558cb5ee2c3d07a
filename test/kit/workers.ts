import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What every worker of vitest gets, and the processes that it starts. */
export const workers = {
  env: {
    // Programs print English, whatever the maintainer's own language.
    LC_ALL: 'C.UTF-8',
    // So many processes would spend their time on reading the same files.
    NODE_COMPILE_CACHE: join(tmpdir(), 'guiyi-test-compile-cache'),
  },
  // V8 13.6, which is Node 24's, optimises code in a thread beside the one that runs it, and now and then kills the process with
  // SIGTRAP where both look at one object: https://github.com/nodejs/node/issues/66126. In its own thread it takes as long.
  execArgv: ['--no-concurrent-recompilation'],
  globalSetup: ['test/kit/temporary-files.ts'],
};

import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For the environment of a process that a test starts: so many of them would spend their time on stripping the same types. */
export const compileCache = { NODE_COMPILE_CACHE: join(tmpdir(), 'guiyi-test-compile-cache') };

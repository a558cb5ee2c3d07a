/**
 * What every worker of vitest gets. V8 13.6, which is Node 24's, optimises code in a thread beside the one that runs it, and
 * now and then kills the process with SIGTRAP where both look at one object: https://github.com/nodejs/node/issues/66126.
 * Compiled in its own thread, a worker takes as long: 124 s of `npm test` against 123 s, on two cores.
 */
export const workerFlags = ['--no-concurrent-recompilation'];

import { parentPort } from 'node:worker_threads';
import dynalite from 'dynalite';

// The thread that `startDynalite` starts: tells its address when it listens.
const server = dynalite({ createTableMs: 0 });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread has no origin
server.listen(0, '127.0.0.1', () => parentPort?.postMessage(server.address()));

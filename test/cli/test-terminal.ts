import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import type { Terminal } from '../../cli/terminal.ts';

/** A terminal at which nobody sits: it keeps what is written, and takes Ctrl-C. */
export class TestTerminal extends EventEmitter implements Terminal {
  readonly stdin: Terminal['stdin'];
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: Terminal['env'];
  /** What was written so far; the event `out` tells of more. */
  out = '';
  err = '';

  /** @param input what comes from its standard input */
  constructor(env: Terminal['env'] = {}, input = '') {
    super();
    this.stdin = Readable.from(input === '' ? [] : [Buffer.from(input)]);
    this.env = env;
    this.stdout = writing((text) => {
      this.out += text;
      this.emit('out');
    });
    this.stderr = writing((text) => (this.err += text));
  }

  interrupt(): void {
    this.emit('SIGINT');
  }
}

function writing(keep: (text: string) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      keep(text);
      done();
    },
  });
}

import { expect } from 'vitest';
import { writeAddress } from '../../../local/host/address.ts';
import { temporaryFolder } from '../../end-to-end/running-host.ts';
import { type Ended, runGuiyi, startSandbox } from '../run-guiyi.ts';

/** The three fields of C2 that are required and that nobody knows. */
export const nobody = ['--email', '', '--emailVerified', '0', '--gender', '0'];

export interface CommandedSandbox {
  readonly url: string;
  readonly folder: string;
  /** `guiyi cdp …` */
  cdp(...args: readonly string[]): Promise<Ended>;
  /** Data of a call that is carried out. */
  data<Data = unknown>(...args: readonly string[]): Promise<Data>;
  create(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** A sandbox on a port of its own, found as `npm start` is found: by the address in the folder of its state. */
export async function commandSandbox(...options: readonly string[]): Promise<CommandedSandbox> {
  const folder = temporaryFolder();
  const sandbox = await startSandbox(...options);
  const { url } = sandbox.facts;
  writeAddress(folder.path, { url, desk: url, token: 'of a desk', pid: 0 });
  const cdp = (...args: readonly string[]) => runGuiyi(['cdp', ...args, '--data', folder.path]);
  const data = async <Data>(...args: readonly string[]): Promise<Data> => {
    const { code, out, err } = await cdp(...args, '--json');
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out) as Data;
  };
  return {
    url,
    folder: folder.path,
    cdp,
    data,
    create: (...args) => data<string>('createCustomerByIdentity', ...nobody, ...args),
    stop: async () => {
      await sandbox.stop();
      folder.remove();
    },
  };
}

import type { Reason } from '../../functions/shared/reasons/reasons.ts';

const defineReasons = <Code extends string>(catalogue: Readonly<Record<Code, Reason>>) => catalogue;

/** Every reason for which `npm start` does not begin, or ends by itself; `docs/errors/<code>.md` is the same, page by page. */
export const startReasons = defineReasons({
  'option-invalid': {
    summary: 'An option of `npm start` does not exist, or has a value that it cannot take.',
    cause: 'A typing error; or the `--` after `npm start` is missing, so that npm took the option for its own.',
    fix: 'See `npm start -- --help`.',
  },
  'config-invalid': {
    summary: 'The configuration, or the file of secrets, cannot be used.',
    cause: 'The message names each place, what stands there and what is allowed.',
    fix: 'Correct the places that the message names.',
  },
  'port-unusable': {
    summary: 'No port could be opened.',
    cause: 'Twenty ports in a row are taken, or the port is below 1024 and needs a permission.',
    fix: 'Name another with `--port` or `--desk-port`; 0 takes any that is free.',
  },
  'state-folder-unusable': {
    summary: 'The folder of the state cannot be made, read or written.',
    cause:
      'A part of the path is a file, the folder belongs to somebody else, the disk is full, or the place is none for files, as /proc.',
    fix: 'Choose another folder with `--data`, or mend what the message names.',
  },
  'state-in-use': {
    summary: 'Another process works with the folder of the state. Nothing in it was touched.',
    cause: 'Another `npm start` runs with the same `--data`; with `--fresh` it would lose what it has acknowledged.',
    fix: 'Stop that process first (the message has its number where it is known), or choose another folder with `--data`.',
  },
  'state-foreign': {
    summary: '`--fresh` found a folder with files that are not Guiyi’s, and removed nothing.',
    cause: '`--data` names a folder of something else.',
    fix: 'Name the folder of the state with `--data`; a new one is made where there is none.',
  },
  'state-damaged': {
    summary: 'A file of the state is damaged: missing, truncated, overwritten, or another database.',
    cause: 'A failing disk, a copy that was cut off or made while Guiyi ran, or another program that wrote into it.',
    fix: 'Stop here and copy the folder. Put the whole folder back from a backup; or rescue what is there (`sqlite3 guiyi.db .recover`); or begin anew with `--fresh`, which loses the events that wait. If only `sandbox.db` is damaged, removing that file loses the sandbox’s customers and nothing else. `lock.db` holds nothing: remove it while nothing runs there.',
  },
  'state-newer': {
    summary: 'A newer version of Guiyi has written the state.',
    cause: 'An older version was installed again.',
    fix: 'Start the newer version, or choose another folder with `--data`.',
  },
  'bundles-unavailable': {
    summary: '`npm start -- --bundles` cannot run the functions as they would be deployed.',
    cause:
      'The emulators of AWS are development packages: they were not installed, or the native module of one does not run on this machine.',
    fix: 'Run `npm ci --include=dev` in the folder of the project; or start without `--bundles`, which needs none of them.',
  },
  'privacy-key-unusable': {
    summary: 'The key that recognises erased people is missing, empty, too short, or not the one used before.',
    cause: '`privacy.key` in the folder of the state was emptied, cut off, replaced, or left out of a copy.',
    fix: 'Put the file back from a backup. Without it, people who asked to be erased are not recognised. A new key is made only with a new state (`--fresh`).',
  },
  'sandbox-lost': {
    summary: 'The thread in which the sandbox of the CDP runs has ended, and `npm start` with it.',
    cause: 'The memory of the thread was used up, or a fault of ours; the message says which.',
    fix: 'Start again: what was acknowledged is in the state and is delivered then. If it ends again, report the message.',
  },
  'start-failed': {
    summary: 'Something failed that the start did not expect.',
    cause: 'A fault of ours, as a rule; the lines below the message say where.',
    fix: 'Report the whole output.',
  },
});

export type StartReason = keyof typeof startReasons;

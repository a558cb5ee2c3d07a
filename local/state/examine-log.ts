import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { damaged } from './sqlite-error.ts';

// https://sqlite.org/fileformat2.html#the_write_ahead_log
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The last bit says in which order of bytes the checksums are counted. */
const MAGIC = 0x377f0682;

/**
 * Looks for damage in the write-ahead log that a killed process has left. SQLite takes its first frame that is wrong for its end: everything
 * behind it, acknowledged as it was, would be gone without a word. At the end of a log that is how a commit looks which was not finished;
 * with more than one commit behind it it is damage.
 * @param file of a database that commits with `synchronous = FULL`; to be called before SQLite opens it
 * @throws StartError
 */
export function examineLog(file: string): void {
  const name = `${file}-wal`;
  if (!hasLog(name)) return;
  const log = readFileSync(name);
  const magic = log.readUInt32BE(0);
  const sum = checksum(log, magic === MAGIC);
  sum.add(0, 24);
  if ((magic & ~1) !== MAGIC || !sum.isAt(24)) throw damaged(name, { en: 'its header is wrong', zh: '文件头有误' });
  const salts = log.subarray(16, 24);
  const frameBytes = FRAME_HEADER_BYTES + log.readUInt32BE(8);
  let wrongAt: number | undefined;
  let commitsBehind = 0;
  for (let at = HEADER_BYTES; at + frameBytes <= log.byteLength; at += frameBytes) {
    // What is left of an earlier log that was written over.
    if (!log.subarray(at + 8, at + 16).equals(salts)) {
      wrongAt ??= at;
      continue;
    }
    if (wrongAt === undefined) {
      sum.add(at, at + 8);
      sum.add(at + FRAME_HEADER_BYTES, at + frameBytes);
      if (!sum.isAt(at + 16)) wrongAt = at;
    }
    const endsCommit = log.readUInt32BE(at + 4) > 0;
    if (wrongAt !== undefined && wrongAt < at && endsCommit) commitsBehind += 1;
  }
  if (commitsBehind <= 1) return;
  throw damaged(name, {
    en: `byte ${wrongAt} on is wrong, and ${commitsBehind} commits stand behind it`,
    zh: `从第 ${wrongAt} 字节起有误，其后还有 ${commitsBehind} 次提交`,
  });
}

/** None, or an empty one, is what a process leaves that ended well; one without a header was never begun. */
function hasLog(name: string): boolean {
  let handle: number | undefined;
  try {
    handle = openSync(name, 'r');
    return readSync(handle, Buffer.alloc(HEADER_BYTES)) === HEADER_BYTES;
  } catch {
    // Whoever opens the database says why it cannot be read.
    return false;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** The running checksum of a log, over words in its order of bytes. */
function checksum(log: Buffer, isLittleEndian: boolean) {
  const bytes = Buffer.from(log.subarray(0, log.byteLength - (log.byteLength % 4)));
  if (!isLittleEndian) bytes.swap32();
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  let [one, two] = [0, 0];
  return {
    /** From and to in bytes. */
    add(from: number, to: number) {
      for (let at = from / 4; at < to / 4; at += 2) {
        one = (one + (words[at] ?? 0) + two) | 0;
        two = (two + (words[at + 1] ?? 0) + one) | 0;
      }
    },
    isAt: (at: number) => log.readInt32BE(at) === one && log.readInt32BE(at + 4) === two,
  };
}

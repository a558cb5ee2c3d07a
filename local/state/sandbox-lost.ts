import { StartError } from './start-error.ts';

/** The thread of the sandbox has ended by itself, for whoever started `npm start`. */
export function sandboxLost(cause: unknown): StartError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const text = {
    en: `the thread of the sandbox has ended (${why}), and npm start ends with it. Nothing that was acknowledged is lost: start again`,
    zh: `沙箱的线程已结束（${why}），npm start 随之结束。已确认的内容没有丢失：请重新启动`,
  };
  return new StartError('sandbox-lost', text, { cause });
}

import { statSync } from 'node:fs';
import { isJsonObject, parseJson, scalar } from '../functions/shared/json/lossless.ts';
import { type Address, addressFile, readAddress } from '../local/host/address.ts';
import type { Localized } from '../functions/shared/text/localized.ts';
import { answered } from '../operations/chinese/answers.ts';
import { CommandError } from './command-error.ts';
import { type Desk, NotFoundError } from './desk-api.ts';
import { startHint } from './hint.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Where } from './where.ts';
import { type EventName, eventView, type EventView } from '../operations/event-view.ts';

export { type Desk, NotFoundError };

const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 25;
const UNAUTHORIZED = 401;
/** What an answer of the desk means to whoever typed the command. */
const codeOf: Readonly<Record<number, ExitCode>> = {
  400: exitCodes.usage,
  404: exitCodes.notFound,
  409: exitCodes.usage,
  502: exitCodes.declined,
  503: exitCodes.unreachable,
};
const NOT_FOUND = 404;

/** @throws CommandError when none answers, or another process than the one that wrote its address down. */
export async function findDesk(where: string | Where): Promise<Desk> {
  if (typeof where === 'object' && where.stack !== undefined) {
    const { openStageDesk } = await import('./stage/stage-desk.ts');
    return openStageDesk({ ...where, stack: where.stack });
  }
  const data = typeof where === 'string' ? where : where.data;
  const { desk, token } = findAddress(data);
  const call = async (path: string, body?: object): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
    const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
    const response = await fetch(desk + path, init).catch(() => {
      const text = {
        en: `Nothing answers at ${desk}. Start it with: ${startHint(data)}`,
        zh: `${desk} 没有应答。启动命令：${startHint(data)}`,
      };
      throw new CommandError(text, exitCodes.unreachable);
    });
    if (response.status === UNAUTHORIZED) throw new CommandError(staleToken(desk, data), exitCodes.configuration);
    return response;
  };
  const answerOf = async (response: Response): Promise<unknown> => {
    const text = await response.text();
    if (response.status === NOT_FOUND) {
      throw new NotFoundError(answered(messageIn(text) ?? `${desk} has no such thing`), text);
    }
    if (!response.ok) {
      throw new CommandError(
        answered(messageIn(text) ?? `${desk} answered HTTP ${response.status}`),
        codeOf[response.status] ?? exitCodes.unexpected,
      );
    }
    return parseJson(text);
  };
  const ask = async (path: string, body?: object) => answerOf(await call(path, body));
  const find = async (path: string) => {
    const response = await call(path);
    return response.status === NOT_FOUND ? undefined : answerOf(response);
  };
  const findEvent = async ({ id, source }: EventName): Promise<EventView | undefined> => {
    const query = new URLSearchParams({ source }).toString();
    const event = await find(`/api/sent-events/${encodeURIComponent(id)}?${query}`);
    return event === undefined ? undefined : eventView.parse(event);
  };
  await ask('/api/status');

  return {
    ask,
    find,
    async inlet(body, attributes) {
      await ask('/api/inlet', { body, attributes });
    },
    async outcome(name) {
      const until = Date.now() + WAIT_MS;
      let event = await findEvent(name);
      while ((!event || event.state === 'queued') && Date.now() < until) {
        await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
        event = await findEvent(name);
      }
      return event;
    },
  };
}

/** Where the `npm start` with this state is. @throws CommandError when there is none, or it cannot be known. */
export function findAddress(data: string): Address {
  const reading = readAddress(data);
  switch (reading.kind) {
    case 'address':
      return reading.address;
    case 'none':
      throw new CommandError(
        {
          en: `No front door is running with the state in ${data}/. Start it with ${startHint(data)}, or name its state with --data`,
          zh: `没有使用状态目录 ${data}/ 的接收端点在运行。用 ${startHint(data)} 启动，或用 --data 指明它的状态目录`,
        },
        exitCodes.unreachable,
      );
    case 'unreadable':
      if (statSync(data, { throwIfNoEntry: false })?.isFile()) {
        throw new CommandError(
          {
            en: `--data names the folder of the state, and ${data} is a file`,
            zh: `--data 应指明状态目录，而 ${data} 是文件`,
          },
          exitCodes.configuration,
        );
      }
      throw new CommandError(
        {
          en: `${addressFile(data)} cannot be read: only who runs npm start may read it`,
          zh: `无法读取 ${addressFile(data)}：只有运行 npm start 的用户可以读`,
        },
        exitCodes.configuration,
      );
    case 'incomplete':
      throw new CommandError(
        {
          en: `${addressFile(data)} lacks the address of the desk or its token: another version wrote it. Start npm start again`,
          zh: `${addressFile(data)} 中没有操作台的地址或令牌：由另一个版本写入。请重新运行 npm start`,
        },
        exitCodes.configuration,
      );
  }
}

function staleToken(desk: string, data: string): Localized {
  return {
    en: `${desk} does not take the token of ${addressFile(data)}: whoever wrote it has ended, and another npm start has the address. Name the state of that one with --data, or start this one again: npm start -- --data ${data}`,
    zh: `${desk} 不接受 ${addressFile(data)} 中的令牌：写入它的进程已结束，地址现由另一个 npm start 使用。用 --data 指明那一个的状态目录，或重新启动这一个：npm start -- --data ${data}`,
  };
}

function messageIn(text: string): string | undefined {
  try {
    const json = parseJson(text);
    return isJsonObject(json) ? scalar(json['error']) : undefined;
  } catch {
    return undefined;
  }
}

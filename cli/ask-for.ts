import { type Desk, NotFoundError } from './desk-api.ts';

/** Asks for one thing by its id, or about it by a body; where there is none, the message names the command that lists them. @throws CommandError */
export async function askFor(desk: Desk, path: string, list: string, body?: object): Promise<unknown> {
  try {
    return await desk.ask(path, body);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const { en, zh } = error.text;
    throw new NotFoundError({ en: `${en}; the list: ${list}`, zh: `${zh}；列表：${list}` }, error.answer);
  }
}

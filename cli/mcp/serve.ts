import { Readable, Writable } from 'node:stream';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { CommandError } from '../command-error.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { NotFoundError } from '../desk-api.ts';
import type { Terminal } from '../terminal.ts';
import { ownVersion } from '../../operations/own-version.ts';
import type { Where } from '../where.ts';
import { mcpTools, type McpTool } from './tools.ts';

const INSTRUCTIONS =
  'Read-only. Guiyi receives webhooks, decides who the person is and tells a CDP. Ask `status` first, then `why` about an order, a delivery or an identity. Values of people are masked.';

/** Serves the Model Context Protocol on the standard streams until the client closes them. */
export async function serveMcp(terminal: Terminal, where: Where): Promise<number> {
  const { stdin, stdout, stderr } = terminal;
  if (!(stdin instanceof Readable) || !(stdout instanceof Writable)) {
    throw new CommandError({
      en: 'the protocol needs the standard streams of a process',
      zh: '该协议需要进程的标准输入输出',
    });
  }
  const transport = new StdioServerTransport(stdin, stdout);
  const ended = new Promise<void>((resolve) => stdin.once('close', resolve).once('end', resolve));
  const server = serveStdio(() => mcpServer(where), {
    transport,
    onerror: (error) => void stderr.write(`${error.message}\n`),
  });
  await ended;
  await server.close();
  return exitCodes.done;
}

function mcpServer(where: Where): McpServer {
  const info = { name: 'guiyi', title: 'Guiyi 归一', version: ownVersion() };
  const server = new McpServer(info, { instructions: INSTRUCTIONS });
  for (const tool of mcpTools) {
    const { name, description, input: inputSchema } = tool;
    const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
    server.registerTool(name, { description, inputSchema, annotations }, async (input) => answerTo(tool, input, where));
  }
  return server;
}

/** What cannot be answered is told to the agent as the command line would tell it. */
async function answerTo({ path }: McpTool, input: Readonly<Record<string, unknown>>, where: Where) {
  const given = Object.entries(input).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  try {
    const desk = await findDesk(where);
    const answer = await desk.ask(path(Object.fromEntries(given) as Record<string, string>));
    return { content: [{ type: 'text' as const, text: JSON.stringify(answer) }] };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const text = error instanceof NotFoundError ? error.answer : error.message;
    return { content: [{ type: 'text' as const, text }], isError: true };
  }
}

import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod/mini';
import type { Deployed } from '../deployed.ts';
import type { Stage } from '../stage.ts';
import { AccountError, inAccount } from './account-error.ts';

const text = z.string();
const deployed = z.object({
  version: z.literal(1),
  stage: text,
  stack: text,
  region: text,
  config: text,
  address: text,
  egressAddress: z.optional(text),
  queues: z.object({ events: text, eventDeadLetters: text, inlet: text, inletDeadLetters: text }),
  ledgerTable: text,
  journalTable: text,
  archiveBucket: text,
  functions: z.object({ webhook: text, inlet: text, deliver: text, breaker: text }),
  mappings: z.object({ inlet: text, deliver: text }),
  alarmTopic: text,
  secretPrefix: text,
});

/** Where everything of a stage is. @param region default: that of the environment or the profile @throws AccountError */
export async function readDeployed({ name, parameter }: Stage, region?: string): Promise<Deployed> {
  const client = new SSMClient(region === undefined ? {} : { region });
  const value = await inAccount(`read the parameter ${parameter}`, async () => {
    try {
      return (await client.send(new GetParameterCommand({ Name: parameter }))).Parameter?.Value;
    } catch (error) {
      if (error instanceof ParameterNotFound) return undefined;
      throw error;
    }
  });
  if (value === undefined) {
    throw new AccountError(`there is no stage ${name} in this account and region: npx guiyi deploy --stage ${name}`);
  }
  const parsed = deployed.safeParse(jsonOf(value));
  if (!parsed.success) {
    throw new AccountError(`the parameter ${parameter} is of another version: use the version that was deployed`);
  }
  return parsed.data;
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

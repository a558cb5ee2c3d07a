import {
  GetEventSourceMappingCommand,
  InvokeCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import type { QueueReceiver } from '../../breaker/receiver.ts';
import { errorName, PortError, portErrorFrom } from '../port-error.ts';

let client: LambdaClient | undefined;
const lambda = () =>
  // An invocation lasts as long as the function that is invoked, and is never made a second time by itself.
  (client ??= new LambdaClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 880_000 },
  }));

const CHANGING: ReadonlySet<string> = new Set(['Creating', 'Enabling', 'Disabling', 'Updating', 'Deleting']);

/** The event source mapping by which Lambda receives for a function. Its changes take some seconds, and one at a time is taken. */
export function mappingReceiver(uuid: string): QueueReceiver {
  return {
    async read() {
      try {
        const { State = '', ScalingConfig } = await lambda().send(new GetEventSourceMappingCommand({ UUID: uuid }));
        return {
          enabled: State === 'Enabled' || State === 'Enabling',
          changing: CHANGING.has(State),
          concurrency: ScalingConfig?.MaximumConcurrency ?? 0,
        };
      } catch (error) {
        throw portErrorFrom('receiver', error);
      }
    },
    async change({ enabled, concurrency }) {
      try {
        await lambda().send(
          new UpdateEventSourceMappingCommand({
            UUID: uuid,
            Enabled: enabled,
            ScalingConfig: { MaximumConcurrency: concurrency },
          }),
        );
        return 'asked';
      } catch (error) {
        if (['ResourceInUseException', 'ResourceConflictException'].includes(errorName(error))) return 'busy';
        throw portErrorFrom('receiver', error);
      }
    },
  };
}

/** Invokes a function and waits for its answer. @throws PortError also where the function failed */
export async function invokeFunction(name: string, event: object): Promise<unknown> {
  try {
    const { FunctionError, Payload } = await lambda().send(
      new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)) }),
    );
    if (FunctionError !== undefined) throw new PortError('receiver', `the function failed (${FunctionError})`, true);
    const text = Buffer.from(Payload ?? []).toString();
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch (error) {
    throw portErrorFrom('receiver', error);
  }
}

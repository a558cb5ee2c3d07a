import { NotUnderstood } from '../not-understood.ts';
import type { Permission } from '../judge.ts';
import { type Call, jsonOf, operationOf, textIn } from '../signed-call.ts';
import { type Account, arnIn } from './account.ts';

/** The batches have no actions of their own. */
const actions: Readonly<Record<string, string>> = {
  SendMessage: 'sqs:SendMessage',
  SendMessageBatch: 'sqs:SendMessage',
  ReceiveMessage: 'sqs:ReceiveMessage',
  DeleteMessage: 'sqs:DeleteMessage',
  DeleteMessageBatch: 'sqs:DeleteMessage',
  ChangeMessageVisibility: 'sqs:ChangeMessageVisibility',
  ChangeMessageVisibilityBatch: 'sqs:ChangeMessageVisibility',
  GetQueueAttributes: 'sqs:GetQueueAttributes',
};

export function sqsPermissions(call: Call, account: Account): Permission[] {
  const operation = operationOf(call);
  const action = actions[operation];
  if (action === undefined) throw new NotUnderstood(`the operation ${operation} of SQS`);
  const name = new URL(textIn(jsonOf(call), 'QueueUrl')).pathname.split('/').at(-1) ?? '';
  return [{ action, resource: arnIn(account, 'sqs', name) }];
}

import { Stack } from 'aws-cdk-lib/core';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { InletSender } from '../deployment.ts';

/** Lets the configured senders, and nobody else, put messages into the inlet queue. */
export function admitSenders(queue: sqs.Queue, senders: readonly InletSender[]): void {
  for (const sender of senders) queue.addToResourcePolicy(admission(queue, sender));
}

function admission(queue: sqs.Queue, sender: InletSender): iam.PolicyStatement {
  switch (sender.kind) {
    case 'account':
      return new iam.PolicyStatement({
        principals: [new iam.AccountPrincipal(sender.name)],
        // Amazon's selling partner notifications read the attributes of a destination before they send.
        actions: ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
        resources: [queue.queueArn],
      });
    case 'service': {
      const { partition, account } = Stack.of(queue);
      return new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal(sender.name)],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        // The service acts for anybody; only resources of this account may use it to reach the queue.
        conditions: { ArnLike: { 'aws:SourceArn': `arn:${partition}:*:*:${account}:*` } },
      });
    }
  }
}

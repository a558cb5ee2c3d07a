import { Stack } from 'aws-cdk-lib/core';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { InletSender } from '../inlet-sender.ts';
import { explainUnused } from './unused-grant.ts';

/** Lets the configured senders, and nobody else, put messages into the inlet queue. */
export function admitSenders(queue: sqs.Queue, senders: readonly InletSender[]): void {
  for (const sender of senders) admit(queue, sender);
}

function admit(queue: sqs.Queue, sender: InletSender): void {
  const resources = [queue.queueArn];
  switch (sender.kind) {
    case 'account': {
      const principals = [new iam.AccountPrincipal(sender.name)];
      const reading = new iam.PolicyStatement({ principals, actions: ['sqs:GetQueueAttributes'], resources });
      queue.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: ['sqs:SendMessage'], resources }));
      queue.addToResourcePolicy(reading);
      explainUnused(
        queue.node.findChild('Policy'),
        reading,
        "Amazon's selling partner notifications read the attributes of a destination before they send.",
      );
      return;
    }
    case 'service': {
      const { partition, account } = Stack.of(queue);
      const principals = [new iam.ServicePrincipal(sender.name)];
      // The service acts for anybody; only resources of this account may use it to reach the queue.
      const conditions = { ArnLike: { 'aws:SourceArn': `arn:${partition}:*:*:${account}:*` } };
      queue.addToResourcePolicy(
        new iam.PolicyStatement({ principals, actions: ['sqs:SendMessage'], resources, conditions }),
      );
    }
  }
}

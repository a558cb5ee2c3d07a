import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { InletSender } from '../inlet-sender.ts';

export interface EncryptionKeyProps {
  /** Who may put messages into the inlet queue, which this key encrypts. */
  readonly senders: readonly InletSender[];
}

const uses = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** A key of the account's own for everything that the stage keeps: whoever may not use the key reads nothing of it. It outlives the stage. */
export class EncryptionKey extends Construct {
  readonly key: kms.Key;

  constructor(scope: Construct, id: string, { senders }: EncryptionKeyProps) {
    super(scope, id);
    const { account, stackName } = Stack.of(this);
    this.key = new kms.Key(this, 'Key', {
      description: `Guiyi: what ${stackName} keeps`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const services = senders.flatMap(({ kind, name }) => (kind === 'service' ? [name] : []));
    for (const service of ['cloudwatch.amazonaws.com', ...services]) {
      this.key.addToResourcePolicy(
        new iam.PolicyStatement({
          principals: [new iam.ServicePrincipal(service)],
          actions: uses,
          resources: ['*'],
          conditions: { StringEquals: { 'aws:SourceAccount': account } },
        }),
      );
    }
    for (const { name } of senders.filter(({ kind }) => kind === 'account')) {
      const principals = [new iam.AccountPrincipal(name)];
      this.key.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: uses, resources: ['*'] }));
    }
  }

  /** What a function needs that reads or writes anything. */
  using(): iam.PolicyStatement {
    return new iam.PolicyStatement({ actions: uses, resources: [this.key.keyArn] });
  }
}

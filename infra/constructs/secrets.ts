import { RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export interface SecretsProps {
  readonly prefix: string;
  /** Name without the prefix to what the operator reads beside the secret. */
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * Secrets that an operator fills in after the deploy. Until then they hold a generated password, which is not the JSON
 * that the functions need; a later deploy leaves the operator's value alone.
 */
export class Secrets extends Construct {
  readonly arns: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: SecretsProps) {
    super(scope, id);
    this.arns = Object.fromEntries(
      Object.entries(props.secrets).map(([name, description]) => {
        const secret = new secretsmanager.Secret(this, name, {
          secretName: `${props.prefix}${name}`,
          description,
          removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        });
        Validations.of(secret).acknowledge({
          id: 'AwsSolutions-SMG4',
          reason:
            'The platform issues the value, so nothing here can rotate it; an operator adds the new value beside the old ' +
            'one (docs/deploy.md), and the functions accept both.',
        });
        return [name, secret.secretArn];
      }),
    );
  }
}

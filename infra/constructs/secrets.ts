import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export interface SecretsProps {
  readonly prefix: string;
  /** By name without the prefix. */
  readonly secrets: Readonly<Record<string, SecretProps>>;
  /** Those that an operator has made, and that are to be read too. */
  readonly existing: readonly string[];
  /** Undefined: Secrets Manager has its own. */
  readonly key: kms.IKey | undefined;
}

export interface SecretProps {
  /** What the operator reads beside the secret. */
  readonly description: string;
  /** Why nothing rotates it. */
  readonly unrotated: string;
}

export const issuedElsewhere =
  'The platform issues the value, so nothing here can rotate it; an operator adds the new value beside the old one ' +
  '(docs/deploy.md), and the functions accept both.';

/** The deployment's own secrets, with a generated password that every later deploy leaves alone, as it does the value that replaces it. */
export class Secrets extends Construct {
  /** Leave to read them all. */
  readonly reading: iam.PolicyStatement;
  readonly #arns: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: SecretsProps) {
    super(scope, id);
    const resources = Object.entries(props.secrets).map(([name, { description, unrotated }]) => {
      const secret = new secretsmanager.Secret(this, name, {
        secretName: `${props.prefix}${name}`,
        description,
        ...(props.key && { encryptionKey: props.key }),
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      });
      Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: unrotated });
      return [name, secret.secretArn] as const;
    });
    const { partition, region, account } = Stack.of(this);
    // Secrets Manager ends an ARN with six characters of its own.
    const existing = props.existing.map(
      (name) =>
        [name, `arn:${partition}:secretsmanager:${region}:${account}:secret:${props.prefix}${name}-??????`] as const,
    );
    this.#arns = new Map([...resources, ...existing]);
    this.reading = readingOf([...this.#arns.values()]);
  }

  /** Leave to read one. */
  readingOne(name: string): iam.PolicyStatement {
    const arn = this.#arns.get(name);
    if (arn === undefined) throw new TypeError(`the stage has no secret ${name}`);
    return readingOf([arn]);
  }
}

function readingOf(resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources });
}

import { NotUnderstood } from '../enforcer/not-understood.ts';
import { isRecord } from '../enforcer/signed-call.ts';
import { type Account, arnIn } from '../enforcer/services/account.ts';
import { secretArn } from '../enforcer/services/secrets-manager.ts';
import type { TemplateResource } from './template.ts';

/** What a resource of a template is called once it exists: what `Ref` and `Fn::GetAtt` give. */
export interface Physical {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** @param queues the address below which the queues are */
export function physicalOf(
  { id, type, properties }: TemplateResource,
  account: Account,
  queues: string,
): Physical | undefined {
  const named = (property: string, otherwise = id) => {
    const name = properties[property];
    return typeof name === 'string' ? name : otherwise;
  };
  switch (type) {
    case 'AWS::SQS::Queue': {
      const name = named('QueueName', properties['FifoQueue'] === true ? `${id}.fifo` : id);
      return {
        ref: `${queues}/${account.id}/${name}`,
        attributes: { Arn: arnIn(account, 'sqs', name), QueueName: name },
      };
    }
    case 'AWS::S3::Bucket': {
      const name = named('BucketName', id.toLowerCase());
      return { ref: name, attributes: { Arn: `arn:${account.partition}:s3:::${name}` } };
    }
    case 'AWS::DynamoDB::Table': {
      const name = named('TableName');
      return { ref: name, attributes: { Arn: arnIn(account, 'dynamodb', `table/${name}`) } };
    }
    case 'AWS::SecretsManager::Secret': {
      const arn = secretArn(named('Name'), account);
      return { ref: arn, attributes: { Id: arn } };
    }
    case 'AWS::Logs::LogGroup': {
      const name = named('LogGroupName');
      return { ref: name, attributes: { Arn: arnIn(account, 'logs', `log-group:${name}:*`) } };
    }
    case 'AWS::IAM::Role':
      return { ref: id, attributes: { Arn: `arn:${account.partition}:iam::${account.id}:role/${id}` } };
    case 'AWS::IAM::ManagedPolicy':
      return { ref: `arn:${account.partition}:iam::${account.id}:policy/${id}`, attributes: {} };
    case 'AWS::Lambda::Function':
      return { ref: id, attributes: { Arn: arnIn(account, 'lambda', `function:${id}`) } };
    case 'AWS::Lambda::Version': {
      const arn = arnIn(account, 'lambda', `function:${functionOf(properties)}:1`);
      return { ref: arn, attributes: { Version: '1', FunctionArn: arn } };
    }
    case 'AWS::Lambda::Alias': {
      const arn = arnIn(account, 'lambda', `function:${functionOf(properties)}:${named('Name')}`);
      return { ref: arn, attributes: { AliasArn: arn } };
    }
    case 'AWS::Lambda::EventSourceMapping':
      return {
        ref: id,
        attributes: { EventSourceMappingArn: arnIn(account, 'lambda', `event-source-mapping:${id}`), Id: id },
      };
    case 'AWS::SNS::Topic':
      return { ref: arnIn(account, 'sns', id), attributes: { TopicName: id } };
    case 'AWS::SSM::Parameter':
      return { ref: named('Name'), attributes: {} };
    default:
      return undefined;
  }
}

/** The function that a version or an alias is of. */
function functionOf(properties: TemplateResource['properties']): string {
  const reference = properties['FunctionName'];
  const id = isRecord(reference) ? reference['Ref'] : undefined;
  if (typeof id !== 'string') throw new NotUnderstood('a version of no function of the template');
  return id;
}

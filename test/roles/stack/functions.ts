import * as z from 'zod/mini';
import type { ResolvedStack } from './policies.ts';
import { ofType, type TemplateResource } from './template.ts';

/** A function of a template, and what feeds it. */
export interface DeployedFunction {
  /** Its logical id. */
  readonly id: string;
  readonly role: TemplateResource;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly logGroup: string;
  readonly mappings: readonly {
    readonly queueArn: string;
    readonly batchSize: number;
    readonly reportsFailures: boolean;
  }[];
}

const properties = z.object({
  Role: z.string(),
  Timeout: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
  LoggingConfig: z.object({ LogGroup: z.string() }),
});
const mapping = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number(),
  FunctionResponseTypes: z.optional(z.array(z.string())),
});

/** @throws Error for a function without a role of the template. */
export function functionsOf({ resources, physical, resolve }: ResolvedStack): readonly DeployedFunction[] {
  const roles = ofType(resources, 'AWS::IAM::Role');
  const mappings = ofType(resources, 'AWS::Lambda::EventSourceMapping').map((one) =>
    mapping.parse(resolve(one.properties)),
  );
  return ofType(resources, 'AWS::Lambda::Function').map(({ id, properties: raw }) => {
    // Not its code: the assets of a real account are not here.
    const known = Object.keys(properties.shape).map((name) => [name, resolve(raw[name])] as const);
    const { Role, Timeout, Environment, LoggingConfig } = properties.parse(Object.fromEntries(known));
    const role = roles.find((one) => physical.get(one.id)?.attributes['Arn'] === Role);
    if (!role) throw new Error(`${id} has no role of the template`);
    return {
      id,
      role,
      environment: Environment.Variables,
      timeoutSeconds: Timeout,
      logGroup: LoggingConfig.LogGroup,
      mappings: mappings
        .filter(({ FunctionName }) => FunctionName === `${physical.get(id)?.ref}:live`)
        .map(({ EventSourceArn, BatchSize, FunctionResponseTypes = [] }) => ({
          queueArn: EventSourceArn,
          batchSize: BatchSize,
          reportsFailures: FunctionResponseTypes.includes('ReportBatchItemFailures'),
        })),
    };
  });
}

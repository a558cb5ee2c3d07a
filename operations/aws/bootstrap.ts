import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';

/** Of a bootstrap without a qualifier of its own: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html */
const VERSION = '/cdk-bootstrap/hnb659fds/version';

/** Whether the account and region certainly have no bootstrap of cdk; false too for whoever may not read it. */
export async function lacksBootstrap(region: string | undefined): Promise<boolean> {
  const client = new SSMClient({ ...(region !== undefined && { region }), maxAttempts: 1 });
  try {
    await client.send(new GetParameterCommand({ Name: VERSION }));
    return false;
  } catch (error) {
    return error instanceof ParameterNotFound;
  } finally {
    client.destroy();
  }
}

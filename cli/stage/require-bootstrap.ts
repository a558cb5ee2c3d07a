import { lacksBootstrap } from '../../operations/aws/bootstrap.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';

/**
 * Only a clear no ends the command. Whoever names another profile or qualifier hears the rest from cdk.
 * @param more arguments of cdk
 * @throws CommandError
 */
export async function requireBootstrap(region: string | undefined, more: readonly string[]): Promise<void> {
  if (more.some((one) => /^--profile\b|qualifier/i.test(one))) return;
  if (!(await lacksBootstrap(region))) return;
  const command = `${region === undefined ? '' : `AWS_REGION=${region} `}npx cdk bootstrap`;
  throw new CommandError(
    {
      en: `this account and region were never bootstrapped for cdk, which needs it once: ${command}. Then run this command again`,
      zh: `这个账号在此区域还没有执行过 cdk 引导，每个账号和区域需要一次：${command}。然后重新运行本命令`,
    },
    exitCodes.configuration,
  );
}

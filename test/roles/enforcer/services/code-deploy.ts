import { NotUnderstood } from '../not-understood.ts';
import type { Permission } from '../judge.ts';
import { type Call, jsonOf, operationOf, textIn } from '../signed-call.ts';
import { type Account, arnIn } from './account.ts';

/** A call names its deployment alone; which application and group that is of CodeDeploy knows, and here its id says: `<application>/<group>/<n>`. */
export function codeDeployPermissions(call: Call, account: Account): Permission[] {
  const operation = operationOf(call);
  if (operation !== 'PutLifecycleEventHookExecutionStatus')
    throw new NotUnderstood(`the operation ${operation} of CodeDeploy`);
  const [application = '', group = ''] = textIn(jsonOf(call), 'deploymentId').split('/');
  return [
    {
      action: 'codedeploy:PutLifecycleEventHookExecutionStatus',
      resource: arnIn(account, 'codedeploy', `deploymentgroup:${application}/${group}`),
    },
  ];
}

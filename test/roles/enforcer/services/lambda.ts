import { NotUnderstood } from '../not-understood.ts';
import type { Permission } from '../judge.ts';
import type { Call } from '../signed-call.ts';
import { type Account, arnIn } from './account.ts';

export function lambdaPermissions({ method, url }: Call, account: Account): Permission[] {
  const [, mapping] = /^\/2015-03-31\/event-source-mappings\/([\w-]+)$/.exec(url.pathname) ?? [];
  if (mapping !== undefined && (method === 'GET' || method === 'PUT')) {
    const action = method === 'GET' ? 'lambda:GetEventSourceMapping' : 'lambda:UpdateEventSourceMapping';
    return [{ action, resource: arnIn(account, 'lambda', `event-source-mapping:${mapping}`) }];
  }
  const [, name] = /^\/2015-03-31\/functions\/([\w-]+)\/invocations$/.exec(url.pathname) ?? [];
  if (name !== undefined && method === 'POST') {
    return [{ action: 'lambda:InvokeFunction', resource: arnIn(account, 'lambda', `function:${name}`) }];
  }
  throw new NotUnderstood(`${method} ${url.pathname} of Lambda`);
}

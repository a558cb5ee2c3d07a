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
  // A function is invoked by its name, or by its ARN; of either a version or an alias may be part.
  const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(url.pathname) ?? [];
  if (name !== undefined && method === 'POST') {
    const invoked = decodeURIComponent(name);
    const resource = invoked.startsWith('arn:') ? invoked : arnIn(account, 'lambda', `function:${invoked}`);
    return [{ action: 'lambda:InvokeFunction', resource }];
  }
  throw new NotUnderstood(`${method} ${url.pathname} of Lambda`);
}

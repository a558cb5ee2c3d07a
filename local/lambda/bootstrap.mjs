// What stands between the Runtime API and a bundled handler, as on Lambda. Plain JavaScript: it starts without a build.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT, _HANDLER } = process.env;
const api = `http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
const post = (path, body) => fetch(`${api}/${path}`, { method: 'POST', body: JSON.stringify(body) });
const described = (error) => ({
  errorType: error?.name ?? typeof error,
  errorMessage: error?.message ?? String(error),
});

let handler;
try {
  const dot = _HANDLER.lastIndexOf('.');
  const module = await import(pathToFileURL(join(LAMBDA_TASK_ROOT, _HANDLER.slice(0, dot))).href);
  handler = module[_HANDLER.slice(dot + 1)];
  if (typeof handler !== 'function') throw new TypeError(`${_HANDLER} is not a function`);
} catch (error) {
  await post('init/error', described(error));
  process.exit(1);
}

for (;;) {
  // Without work for five minutes fetch gives up: the instance ends, as Lambda's do, and the next invocation starts one.
  const next = await fetch(`${api}/invocation/next`).catch(() => process.exit(0));
  const awsRequestId = next.headers.get('lambda-runtime-aws-request-id');
  const deadline = Number(next.headers.get('lambda-runtime-deadline-ms'));
  const context = {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: next.headers.get('lambda-runtime-invoked-function-arn'),
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const response = await handler(await next.json(), context);
    await post(`invocation/${awsRequestId}/response`, response ?? null);
  } catch (error) {
    await post(`invocation/${awsRequestId}/error`, described(error));
  }
}

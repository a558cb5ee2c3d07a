export async function handler(event, context) {
  if (event.do === 'throw') throw new RangeError('no such thing');
  if (event.do === 'exit') process.exit(3);
  if (event.do === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (event.do === 'nothing') return undefined;
  if (event.do === 'write') console.log(event.text);
  return {
    event,
    environment: { greeting: process.env.GREETING, home: process.env.HOME, name: process.env.AWS_LAMBDA_FUNCTION_NAME },
    remaining: context.getRemainingTimeInMillis(),
    requestId: context.awsRequestId,
    process: process.pid,
  };
}

import { expect, test } from 'vitest';
import { functionStack } from '../../../../functions/shared/envelope/function-stack.ts';
import { context } from '../../../kit/sqs.ts';

test('a handler ends itself: nothing asks how much time remains, and nothing cuts it off', async () => {
  let asked = 0;
  const handler = functionStack<string, string>().handler(async (event) => event);
  const getRemainingTimeInMillis = () => {
    asked += 1;
    return 10_000;
  };
  expect(await handler('an event', { ...context(), getRemainingTimeInMillis })).toBe('an event');
  expect(asked).toBe(0);
});

import { defineCheckUp } from '../../check-up.ts';
import { options } from './settings.ts';

export const xiaohongshuCheckUp = defineCheckUp({
  platform: 'xiaohongshu',
  options,
  settings: ({ acceptUnsigned }) => [
    acceptUnsigned
      ? {
          check: 'options.acceptUnsigned',
          verdict: 'warning',
          detail: 'nothing proves that a message is Xiaohongshu’s but the key in its address',
          fix: 'keep the address secret',
        }
      : {
          check: 'options.acceptUnsigned',
          verdict: 'warning',
          detail: 'it is not set: every message is refused, because what Xiaohongshu signs is not confirmed',
          fix: 'set it, and read docs/sources/xiaohongshu.md before',
        },
  ],
});

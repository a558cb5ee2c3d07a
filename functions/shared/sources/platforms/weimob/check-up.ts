import { defineCheckUp } from '../../check-up.ts';
import { options } from './settings.ts';

export const weimobCheckUp = defineCheckUp({
  platform: 'weimob',
  options,
  settings: ({ acceptUnsigned }) => [
    acceptUnsigned
      ? {
          check: 'options.acceptUnsigned',
          verdict: 'warning',
          detail: 'nothing proves that a message is Weimob’s but the key in its address',
          fix: 'keep the address secret, and let only the addresses of Weimob’s servers through',
        }
      : {
          check: 'options.acceptUnsigned',
          verdict: 'warning',
          detail: 'it is not set: every message is refused, because how Weimob signs is not confirmed',
          fix: 'set it, and read docs/sources/weimob.md before',
        },
  ],
});

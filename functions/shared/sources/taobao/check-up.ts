import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const taobaoCheckUp = defineCheckUp({
  platform: 'taobao',
  options,
  settings: ({ merchantEntity }) =>
    merchantEntity === undefined
      ? [
          {
            check: 'options.merchantEntity',
            verdict: 'warning',
            detail: 'members’ omid has no name for its merchant entity and is not used',
            fix: 'name the entity alike in the connections of all its shops',
          },
        ]
      : [],
});

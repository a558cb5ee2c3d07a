import { defineCheckUp, warnIf } from '../../check-up.ts';
import { options } from './settings.ts';

export const taobaoCheckUp = defineCheckUp({
  platform: 'taobao',
  options,
  settings: ({ merchantEntity }) =>
    warnIf(
      merchantEntity === undefined,
      'merchantEntity',
      'members’ omid has no name for its merchant entity and is not used',
      'name the entity alike in the connections of all its shops',
    ),
});

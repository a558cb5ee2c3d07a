import { type Hazard, type HazardName, hazards } from './hazards/hazards.ts';
import { Random } from './random.ts';
import { History, type Settings, type Written } from './world/history.ts';

/** As people live who are neither the least nor the most busy customers. */
export const standardSettings: Settings = { rate: 12, names: true };

/** One history of a hazard: the same for the same seed and number. */
export function writeHistory(name: HazardName, seed: number, index: number, settings = standardSettings): Written {
  const id = `${name}/${seed}/${index}`;
  const hazard: Hazard = hazards[name];
  const history = new History(id, name, new Random(id), { ...settings, ...hazard.settings });
  hazard.write(history);
  return history.finish();
}

import type { Product } from './product.ts';
import { ownIdentities, Profiles } from './profiles.ts';

/** Whoever shares any identifier is one customer, always. */
export const blanketMerge: Product = {
  name: 'blanket merge',
  async run(lines) {
    const profiles = new Profiles();
    for (const line of lines) {
      const identities = ownIdentities(line);
      const found = profiles.matching(identities);
      if (line.says.act === 'erase') profiles.remove(found);
      else profiles.attach(line, identities, found);
    }
    return profiles.result();
  },
};

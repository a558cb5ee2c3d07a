import { folderId } from '../../../functions/shared/cdp/ids.ts';
import { askTenant, carriedOut } from '../calls.ts';
import { type Dialogue, type ProbeFinding, found, Unclear } from '../interview.ts';
import { deleteFolder, isOnlyOnce } from '../remove.ts';
import type { ProbeStage } from '../stage.ts';

/** Q33: which business type deletes a folder. Each is asked about a folder of its own. */
export function* folderDeleteType(stage: ProbeStage): Dialogue<readonly ProbeFinding[]> {
  const topic = 'folderDeleteType';
  const byGroup = yield* deletes(stage, 'customer_group');
  const byLabel = yield* deletes(stage, 'customer_label');
  const evidence = `group/delete takes customer_group: ${byGroup ? 'yes' : 'no'}; customer_label: ${byLabel ? 'yes' : 'no'}`;
  const value = byGroup && byLabel ? 'both' : byGroup ? 'customer_group' : byLabel ? 'customer_label' : 'undecided';
  return [found(topic, value, evidence)];
}

function* deletes({ marks }: ProbeStage, businessType: string): Dialogue<boolean> {
  const body = { businessType: 'customer_group', name: marks.text() };
  const id = folderId(yield* carriedOut({ endpoint: 'groupAdd', body }));
  if (id === undefined) throw new Unclear('groupAdd answered without an id');
  if (businessType === 'customer_label' && !isOnlyOnce(id))
    throw new Unclear(
      'ids of folders are short: customer_label could delete a folder of another tree with the same id',
    );
  return (yield* askTenant(deleteFolder(id, businessType))).kind === 'data';
}

import type { Objection } from '../../operations/objection.ts';
import { groupQuarantined, type QuarantineOperations } from '../../operations/quarantine.ts';
import type { NoteReveal } from './note-reveal.ts';
import type { Quarantine } from './quarantine.ts';

/** The quarantine of this machine. */
export function localQuarantine(quarantine: Quarantine, noteReveal: NoteReveal): QuarantineOperations {
  return {
    async groups(selection) {
      const all = quarantine.list(selection);
      return { total: all.length, groups: groupQuarantined(all) };
    },
    list: async (selection) => quarantine.list(selection),
    get: async (id) => quarantine.find(id) ?? noSuchRequest,
    async open(id, asker) {
      const found = await quarantine.open(id);
      if (!found) return noSuchRequest;
      await noteReveal(asker, 'quarantined request', id);
      return found;
    },
    plan: (request) => quarantine.plan(request),
    progress: async (plan) => quarantine.progress(plan),
    run: (plan, max) => quarantine.run(plan, max),
  };
}

const noSuchRequest: Objection = { problem: 'not-found', error: 'no such quarantined request' };

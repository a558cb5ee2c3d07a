import { Hono } from 'hono';
import { mask } from '../../functions/shared/identity/mask.ts';
import { revealRequest } from '../../operations/reveals.ts';
import type { Host } from './host.ts';
import { readBody } from './request-body.ts';
import { explain } from './why.ts';

const NEWEST = 500;

/** Values in clear, for whoever says who they are and why; each is written down before it is shown. */
export function revealApi(host: Host): Hono {
  const { reveals, letters, quarantine } = host;
  const api = new Hono();

  api.get('/reveals', (context) =>
    context.json({
      reveals: reveals.list(NEWEST).map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest })),
    }),
  );

  api.post('/reveals', async (context) => {
    const asked = await readBody(context, revealRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const { about, source, letter, quarantined, by, why } = asked.value;
    const note = (what: string, shown: string) => reveals.add({ at: Date.now(), by, why, what, about: shown });
    if (about !== undefined) {
      const found = explain(about, source, host);
      if (!found) return context.json({ error: 'nothing is known about it' }, 404);
      const named = found.kind === 'identity' ? maskedIdentity(about) : about;
      await note(found.kind, named);
      return context.json(found);
    }
    if (letter !== undefined) {
      const found = letters.find(letter);
      if (!found) return context.json({ error: 'no such dead letter' }, 404);
      await note('dead letter', letter);
      return context.json(found);
    }
    if (quarantined !== undefined) {
      const found = await quarantine.open(quarantined);
      if (!found) return context.json({ error: 'no such quarantined request' }, 404);
      await note('quarantined request', quarantined);
      return context.json(found);
    }
    return context.json({ error: 'say what is to be shown: about, letter or quarantined' }, 400);
  });
  return api;
}

/** `mobile:159****0001`: the kind, and of the rest enough to know it again. */
function maskedIdentity(about: string): string {
  const [kind = '', ...rest] = about.split(':');
  return rest.length === 0 ? mask(/^\d/.test(kind) ? 'mobile' : '', kind) : `${kind}:${mask(kind, rest.join(':'))}`;
}

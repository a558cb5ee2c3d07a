import { Hono } from 'hono';
import * as z from 'zod/mini';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import { faultRequest, samplePreviewRequest, sampleRequest, storyRequest } from '../../operations/console/play-page.ts';
import { readBody } from '../../operations/http/answer.ts';
import { previewSample, samplesOf, sendSample } from './play-samples.ts';
import { playStory } from './play-story.ts';
import type { AboutSources } from './source-page.ts';

const listed = z.object({ data: z.object({ faults: z.array(z.object({ left: z.number() })) }) });

/** Samples, stories and faults: against the sandbox alone. */
export function playApi(host: AboutSources): Hono {
  const api = new Hono();
  const isSandbox = host.config.cdp.baseUrl === 'sandbox';
  api.use('/play/*', async (context, next) =>
    isSandbox ? next() : context.json({ error: 'playing is possible against the sandbox alone' }, 409),
  );
  api.get('/play/samples', (context) => context.json(samplesOf(host)));
  api.post('/play/preview', async (context) => {
    const asked = await readBody(context, samplePreviewRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const payload = await previewSample(asked.value.connection, asked.value.event, host);
    return payload === undefined ? context.json({ error: 'no such sample' }, 404) : context.json({ payload });
  });
  api.post('/play/send', async (context) => {
    const asked = await readBody(context, sampleRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const sent = await sendSample(asked.value, host);
    return sent.ok ? context.json(sent.answer) : context.json({ error: sent.error }, 400);
  });
  api.post('/play/story', async (context) => {
    const asked = await readBody(context, storyRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    if (!samplesOf(host).stories.includes(asked.value.story)) return context.json({ error: 'no such story' }, 404);
    const told = await playStory(asked.value.story, host.files);
    return told ? context.json(told) : context.json({ error: 'the story has stopped: is a fault ordered?' }, 409);
  });

  const callSandbox = (method: 'GET' | 'POST', body: string) =>
    host.sandbox.handle({
      method,
      path: '/sandbox/faults',
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/json' },
      body,
    });
  const left = async () => {
    const { data } = listed.parse(parseJson((await callSandbox('GET', '')).body));
    return { left: data.faults.reduce((sum, fault) => sum + fault.left, 0) };
  };
  api.get('/play/faults', async (context) => context.json(await left()));
  api.post('/play/faults', async (context) => {
    const asked = await readBody(context, faultRequest);
    if (!asked.ok) return context.json({ error: asked.error }, 400);
    const { mode, count = 1 } = asked.value;
    const order = mode === 'none' ? { mode } : { mode, count, ...(mode === 'latency' && { delayMs: 2_000 }) };
    await callSandbox('POST', JSON.stringify(order));
    return context.json(await left());
  });
  return api;
}

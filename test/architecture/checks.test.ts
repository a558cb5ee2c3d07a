import { describe, expect, it } from 'vitest';
import { circlesIn, wayAround } from './circles.ts';
import { COMPUTED, type ImportGraph, importsOf } from './import-graph.ts';
import { type Layers, layers } from './layers.ts';
import { leaksIn } from './leaks.ts';

const graphOf = (files: Readonly<Record<string, string>>): ImportGraph =>
  new Map(Object.entries(files).map(([file, text]) => [file, importsOf(file, text, { '#settings': 'settings.ts' })]));

describe('an import', () => {
  it.each([
    ['of values', `import { a } from './a.ts';`, { to: 'room/a.ts', isFile: true, isType: false }],
    ['for its effect', `import './a.ts';`, { to: 'room/a.ts', isFile: true, isType: false }],
    ['of types', `import type { A } from '../a.ts';`, { to: 'a.ts', isFile: true, isType: true }],
    [
      'of types one by one',
      `import { type A, type B } from './a.ts';`,
      { to: 'room/a.ts', isFile: true, isType: true },
    ],
    ['of a type and a value', `import { type A, b } from './a.ts';`, { to: 'room/a.ts', isFile: true, isType: false }],
    ['exported on', `export { a } from './a.ts';`, { to: 'room/a.ts', isFile: true, isType: false }],
    ['exported on whole', `export * from './a.ts';`, { to: 'room/a.ts', isFile: true, isType: false }],
    ['of types, exported on', `export type { A } from './a.ts';`, { to: 'room/a.ts', isFile: true, isType: true }],
    ['when it is needed', `const a = await import('./a.ts');`, { to: 'room/a.ts', isFile: true, isType: false }],
    ['of a computed path', `const a = await import(path);`, { to: COMPUTED, isFile: false, isType: false }],
    ['of a template', 'const a = await import(`./${name}.ts`);', { to: COMPUTED, isFile: false, isType: false }],
    ['inside a type', `type A = import('./a.ts').A;`, { to: 'room/a.ts', isFile: true, isType: true }],
    ['of a module of Node', `import { join } from 'node:path';`, { to: 'node:path', isFile: false, isType: false }],
    ['by an alias', `import settings from '#settings';`, { to: 'settings.ts', isFile: true, isType: false }],
  ])('%s is seen', (_, text, expected) => {
    expect(importsOf('room/file.ts', text, { '#settings': 'settings.ts' })).toEqual([expected]);
  });

  it('in a comment or a text is none', () => {
    expect(importsOf('file.ts', `// import './a.ts'\nexport const text = "import('./b.ts')";`)).toEqual([]);
  });

  it('of types and of values is one of values', () => {
    const text = `import type { A } from './a.ts';\nimport { a } from './a.ts';\nexport type { B } from './a.ts';`;
    expect(importsOf('file.ts', text)).toEqual([{ to: 'a.ts', isFile: true, isType: false }]);
  });

  it('in a file that cannot be parsed is an error', () => {
    expect(() => importsOf('file.ts', 'import {')).toThrow('file.ts cannot be parsed');
  });
});

describe('a circle', () => {
  it.each([
    ['of two files', { 'a.ts': `import './b.ts';`, 'b.ts': `import './a.ts';` }],
    ['by types alone', { 'a.ts': `import type { B } from './b.ts';`, 'b.ts': `import type { A } from './a.ts';` }],
    ['by a type inside a type', { 'a.ts': `type B = import('./b.ts').B;`, 'b.ts': `export * from './a.ts';` }],
    ['by import()', { 'a.ts': `await import('./b.ts');`, 'b.ts': `import './a.ts';` }],
  ])('%s is found', (_, files) => {
    expect(circlesIn(graphOf(files))).toEqual([['a.ts', 'b.ts']]);
  });

  it('of a file that imports itself is found', () => {
    expect(circlesIn(graphOf({ 'a.ts': `import type { A } from './a.ts';` }))).toEqual([['a.ts']]);
  });

  it('is not made of two ways to one file, nor of a package', () => {
    const files = {
      'a.ts': `import './b.ts';\nimport './c.ts';\nimport 'a.ts';`,
      'b.ts': `import './d.ts';`,
      'c.ts': `import './d.ts';`,
      'd.ts': '',
    };
    expect(circlesIn(graphOf(files))).toEqual([]);
  });

  it('is told from another that leads into it', () => {
    const files = {
      'a.ts': `import './b.ts';`,
      'b.ts': `import './a.ts';\nimport './c.ts';`,
      'c.ts': `import './d.ts';`,
      'd.ts': `import './c.ts';`,
    };
    expect(circlesIn(graphOf(files))).toEqual([
      ['a.ts', 'b.ts'],
      ['c.ts', 'd.ts'],
    ]);
  });

  it('is shown by its shortest way around', () => {
    const graph = graphOf({
      'a.ts': `import './b.ts';\nimport './c.ts';`,
      'b.ts': `import './c.ts';`,
      'c.ts': `import './a.ts';`,
    });
    expect(circlesIn(graph)).toEqual([['a.ts', 'b.ts', 'c.ts']]);
    expect(wayAround(graph, ['a.ts', 'b.ts', 'c.ts'])).toEqual(['a.ts', 'c.ts', 'a.ts']);
  });
});

describe('a layer', () => {
  const invented: Layers = {
    first: ['core/first.ts'],
    core: ['core/**', 'first'],
    shell: ['shell/**', 'core', 'node:fs library library/*'],
  };
  const leaksOf = (file: string, text: string) =>
    leaksIn(graphOf({ 'core/first.ts': '', 'core/core.ts': '', [file]: text }), invented);

  it.each([
    ['its own files', 'core/more.ts', `import './core.ts';`],
    ['a room that it may know', 'shell/a.ts', `import '../core/core.ts';`],
    ['a module of Node that it may know', 'shell/a.ts', `import 'node:fs';`],
    ['a package, and what a star stands for', 'shell/a.ts', `import 'library';\nimport 'library/part';`],
  ])('imports %s', (_, file, text) => {
    expect(leaksOf(file, text)).toEqual([]);
  });

  it.each([
    [
      'another room',
      'core/more.ts',
      `import '../shell/a.ts';`,
      'core/more.ts imports shell/a.ts: core may not know shell',
    ],
    [
      'types of another room',
      'core/more.ts',
      `import type { A } from '../shell/a.ts';`,
      'core/more.ts imports types of shell/a.ts: core may not know shell',
    ],
    [
      'another room when it is needed',
      'core/more.ts',
      `await import('../shell/a.ts');`,
      'core/more.ts imports shell/a.ts: core may not know shell',
    ],
    [
      'a room that only its neighbour may know',
      'shell/a.ts',
      `import '../core/first.ts';`,
      'shell/a.ts imports core/first.ts: shell may not know first',
    ],
    [
      'a module of Node',
      'core/more.ts',
      `import 'node:fs';`,
      'core/more.ts imports node:fs: core may not know node:fs',
    ],
    [
      'a package that begins like another',
      'shell/a.ts',
      `import 'library-of-others';`,
      'shell/a.ts imports library-of-others: shell may not know library-of-others',
    ],
    [
      'a path that nobody can follow',
      'core/more.ts',
      `await import(path);`,
      'core/more.ts imports (computed): core may not know (computed)',
    ],
    [
      'a file of no room',
      'core/more.ts',
      `import '../elsewhere.ts';`,
      'core/more.ts imports elsewhere.ts: core may not know a file of no room',
    ],
  ])('does not import %s', (_, file, text, leak) => {
    expect(leaksOf(file, text)).toEqual([leak]);
  });

  it('has every file', () => {
    expect(leaksOf('elsewhere.ts', '')).toEqual(['elsewhere.ts belongs to no room']);
  });

  it('names rooms that there are', () => {
    expect(leaksIn(new Map(), { core: ['core/**', 'frist'] })).toEqual(['core may know frist, which is no room']);
  });
});

describe('the layers of this project', () => {
  const shared = 'functions/shared';
  it.each([
    ['identity knows no configuration', `${shared}/identity/kinds.ts`, `${shared}/config/define-config.ts`],
    ['identity knows no source', `${shared}/identity/kinds.ts`, `${shared}/sources/connection-scopes.ts`],
    ['identity knows of the CDP the pair alone', `${shared}/identity/to-pair.ts`, `${shared}/cdp/contract.ts`],
    ['change knows no configuration', `${shared}/change/plan.ts`, `${shared}/config/define-config.ts`],
    ['a plan is made before any call', `${shared}/change/plan.ts`, `${shared}/cdp/client/client.ts`],
    ['sources know no configuration', `${shared}/sources/connection.ts`, `${shared}/config/problem.ts`],
    ['a source does not ask', `${shared}/sources/platforms/wecom/enrich.ts`, `${shared}/enrichment/api-transport.ts`],
    [
      'a receiver carries no mapping',
      `${shared}/sources/platforms/shopify/receive.ts`,
      `${shared}/sources/platforms/shopify/identify.ts`,
    ],
    ['enrichment knows no source', `${shared}/enrichment/enricher.ts`, `${shared}/sources/source.ts`],
    [
      'enrichment knows no configuration',
      `${shared}/enrichment/open-enrichment.ts`,
      `${shared}/config/define-config.ts`,
    ],
    [
      'the configuration knows no platform',
      `${shared}/config/check-config.ts`,
      `${shared}/sources/platforms/shopify/receive.ts`,
    ],
    ['the configuration opens no connection', `${shared}/config/check-config.ts`, `${shared}/sources/connection.ts`],
    ['the CDP knows no configuration', `${shared}/cdp/message-patterns.ts`, `${shared}/config/define-config.ts`],
    ['only handlers know AWS', 'functions/webhook/ingest.ts', `${shared}/ports/aws/queue.ts`],
    ['only the composition knows what a function is made of', 'local/host/host.ts', 'functions/deliver/worker.ts'],
    ['a handler composes nothing itself', 'functions/webhook/handler.ts', 'functions/webhook/webhook.ts'],
    ['nobody imports a handler', 'local/host/host.ts', 'functions/webhook/handler.ts'],
    ['the front door carries no mapping', 'functions/webhook/webhook.ts', `${shared}/sources/generated/identifiers.ts`],
    ['the inlet carries no sample', 'functions/inlet/inlet.ts', `${shared}/sources/sampler-of.ts`],
    ['functions know nothing of this machine', 'functions/deliver/worker.ts', 'local/host/host.ts'],
    ['functions know nothing of the stack', `${shared}/ports/aws/queue.ts`, 'infra/stack.ts'],
    ['the sandbox knows the contract alone', 'sandbox/sandbox.ts', `${shared}/cdp/client/client.ts`],
    ['the sandbox stands alone', 'sandbox/listen.ts', 'local/host/listen.ts'],
    ['resolution knows no store', 'sandbox/resolution/resolve.ts', 'sandbox/store/store.ts'],
  ])('%s', (_, file, other) => {
    expect(leaksIn(new Map([[file, [{ to: other, isFile: true, isType: true }]]]), layers)).toHaveLength(1);
  });

  it.each([
    [`${shared}/identity/kinds.ts`, 'node:fs'],
    [`${shared}/change/plan.ts`, 'node:timers/promises'],
    [`${shared}/sources/platforms/shopify/identify.ts`, 'node:http'],
    ['sandbox/resolution/resolve.ts', 'node:sqlite'],
    ['functions/webhook/ingest.ts', '@aws-sdk/client-sqs'],
    ['functions/deliver/handler.ts', '@aws-sdk/client-sqs'],
    ['local/host/host.ts', '@aws-sdk/client-sqs'],
  ])('%s does not import %s', (file, module) => {
    expect(leaksIn(new Map([[file, [{ to: module, isFile: false, isType: false }]]]), layers)).toHaveLength(1);
  });
});

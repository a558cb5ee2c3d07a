import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { apiDocuments } from '../../docs/cdp-api/generate.ts';
import { openApiDocument } from '../../docs/cdp-api/openapi.ts';
import { endpoints } from '../../functions/shared/cdp/contract.ts';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import { quirks } from '../../functions/shared/cdp/contract/quirks.ts';

const folder = join(import.meta.dirname, '../../docs/cdp-api');
const document = openApiDocument();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe('docs/cdp-api (run `node docs/cdp-api/generate.ts` when this fails)', () => {
  it.each([...apiDocuments()])('%s is up to date', (name, text) => {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });
});

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1 to an independent validator', async () => {
    const validator = new Validator();
    expect(await validator.validate({ ...structuredClone(document) })).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('is looked at by that validator: a fault in it is found', async () => {
    const { paths, ...rest } = structuredClone(document);
    const [first, ...others] = Object.entries(paths);
    const broken = { ...rest, paths: Object.fromEntries([[`no-slash${first?.[0]}`, first?.[1]], ...others]) };
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
  });

  it('has the 22 endpoints of the table, each with its method, permission and repeatability', () => {
    expect(operations).toHaveLength(22);
    expect(
      Object.fromEntries(
        operations.map(({ path, method, operation }) => [
          operation.operationId,
          {
            id: operation['x-id'],
            method: method.toUpperCase(),
            path,
            permission: operation['x-permission'],
            repeatable: operation['x-repeatable'],
          },
        ]),
      ),
    ).toEqual(endpoints);
  });

  it('refers only to schemas that it has, and to all of them', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    const referred = new Set(references.map(([, name]) => name));
    expect(referred).toEqual(new Set(Object.keys(document.components.schemas)));
    expect(JSON.stringify(document)).not.toContain('$defs');
  });

  it('says of every value what type it is', () => {
    const untyped = JSON.stringify(document.paths).match(/\{"description":"[^"]*"(,"x-quirks":\[[^\]]*\])?\}/g);
    expect(untyped).toBeNull();
  });
});

describe('the reference page', () => {
  const page = readFileSync(join(folder, 'README.md'), 'utf8');

  it('has a section for every endpoint and every quirk', () => {
    for (const { id } of Object.values(endpoints)) expect(page).toMatch(new RegExp(`^## ${id} `, 'm'));
    for (const number of Object.keys(quirks)) expect(page).toMatch(new RegExp(`^### ${number}$`, 'm'));
  });

  it('leads nowhere that is not there', () => {
    const anchors = new Set(
      [...page.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => `#${text.toLowerCase().replaceAll(' ', '-')}`),
    );
    const links = [...page.matchAll(/\]\((#[^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(200);
    expect(links.filter((link) => !anchors.has(link))).toEqual([]);
  });

  it('names every field of every endpoint', () => {
    for (const { request } of Object.values(contract))
      for (const name of Object.keys(request.shape)) expect(page).toContain(`\`${name}\``);
  });
});

import { describe, expect, test } from 'vitest';
import { apiDocument, type ApiRoute, apiRoutes } from '../../operations/http/api-document.ts';
import { read } from './pages.ts';

// The page of the desk's API says what its document says, and the document is held to the server by test/local/host/api-document.

interface Row {
  /** As `get /events/:id`. */
  readonly routes: readonly string[];
  /** Names in a query that stands in a request. */
  readonly asked: readonly string[];
  readonly text: string;
}

const REQUEST = /^(?:(GET|POST) )?\/api(\/[^?]*)(?:\?(.*))?$/;

/** The rows of the table of requests. A request without a method has that of the one before. */
function rowsOf(page: string): readonly Row[] {
  const lines = page.split('\n').filter((line) => /^\| `(GET|POST) \/api\//.test(line));
  return lines.map((text) => {
    const [, cell = ''] = text.replaceAll(String.raw`\|`, '').split('|');
    let method = '';
    const asked: string[] = [];
    const routes = [...cell.matchAll(/`([^`]+)`/g)].map(([, span = '']) => {
      const [, own, path = '', query = ''] = REQUEST.exec(span) ?? [];
      method = own?.toLowerCase() ?? method;
      asked.push(...new URLSearchParams(query).keys());
      return `${method} ${path.replaceAll(/<(\w+)>/g, ':$1')}`;
    });
    return { routes, asked, text };
  });
}

const nameOf = ({ method, path }: ApiRoute) => `${method} ${path}`;
const document = apiDocument('1.0.0') as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly requestBody?: object }>>>>;
};
const bodyOf = ({ method, path }: ApiRoute) =>
  JSON.stringify(document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method]?.requestBody ?? {});

describe.each([
  ['docs/desk.md', 'selection (below)', /^A selection of dead letters has [^]*?\n\n/m],
  ['docs/zh/desk.md', '选择条件（见下）', /^死信的选择条件有[^]*?\n\n/m],
])('%s', (file, selection, aboutSelections) => {
  const page = read(file);
  const rows = rowsOf(page);
  const rowOf = (route: string) => rows.find(({ routes }) => routes.includes(route));
  /** What the page says of a request: its row, and what the row refers to. */
  const saidOf = (route: string): string => {
    const { text = '' } = rowOf(route) ?? {};
    const more = [
      text.includes(selection) || text.includes(selection.replace('（见下）', ''))
        ? aboutSelections.exec(page)?.[0]
        : '',
      route !== 'get /events' && text.includes('`GET /api/events`') ? rowOf('get /events')?.text : '',
    ];
    return [text, ...more].join('\n');
  };

  test('has every request of the document once, and no other', () => {
    const named = rows.flatMap(({ routes }) => routes).toSorted();
    expect(named).toEqual(apiRoutes.map(nameOf).toSorted());
  });

  test.each(apiRoutes.filter(({ query }) => query).map((route) => [nameOf(route), route] as const))(
    'says every parameter of %s',
    (name, { query }) => {
      const said = saidOf(name);
      const missing = Object.keys(query?.shape ?? {}).filter(
        (parameter) => !new RegExp(`\`${parameter}\`|[?&]${parameter}=`).test(said),
      );
      expect(missing).toEqual([]);
    },
  );

  test('asks with no parameter that the document does not have', () => {
    const wrong = rows.flatMap(({ routes, asked }) => {
      const known = apiRoutes
        .filter((route) => routes.includes(nameOf(route)))
        .flatMap(({ query }) => Object.keys(query?.shape ?? {}));
      return asked.filter((name) => !known.includes(name));
    });
    expect(wrong).toEqual([]);
  });

  test('shows no field of a body that the document does not have', () => {
    const wrong = rows.flatMap(({ routes, text }) => {
      const bodies = apiRoutes.filter((route) => route.method === 'post' && routes.includes(nameOf(route))).map(bodyOf);
      const shown = [...text.matchAll(/`\{[^`]*\}`/g)].map(([span]) =>
        span.slice(2, -2).replaceAll(/\{[^{}]*\}/g, '{}'),
      );
      const names = shown.flatMap(fieldsIn);
      return names.filter((name) => !bodies.some((body) => body.includes(`"${name}"`)));
    });
    expect(wrong).toEqual([]);
  });
});

/** Of an example of a body, as `{"about" \| "event": "…", "by"?}`: what stands in quotes, but for values. */
function fieldsIn(example: string): readonly string[] {
  const withoutValues = example.replaceAll(/:\s*"[^"]*"(?:\s*\\\|\s*"[^"]*")*/g, ':');
  return [...withoutValues.matchAll(/"(\w+)"/g)].map(([, name = '']) => name);
}

// The source text of numbers in JSON (ECMAScript "JSON.parse source text access"). Node 24 has it,
// TypeScript 7.0 does not declare it yet.
interface JSON {
  rawJSON(text: string): { readonly rawJSON: string };
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
}

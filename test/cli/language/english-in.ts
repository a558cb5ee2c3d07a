/** What is the same in every language: values in quotes, options, addresses, paths, codes, times. */
const NO_WORDS = [
  /\{.*\}|\[.*\]/g,
  /"[^"]*"|`[^`]*`|“[^”]*”/g,
  /\b(?:npx|npm|aws) [\w\s./:<>@=-]*/g,
  /--?[\w-]+|<[^>]+>|\b\w+(?:-\w+)+/g,
  /\S*[./:_#=@~*\d]\S*/g,
];

/** Three English words in a row are a sentence of ours that nobody has translated. */
const SENTENCE = /(?:\b[A-Za-z’']{2,},? ){2}[A-Za-z’']{2,}\b/;

/** Lines in which English is left. */
export function englishIn(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => SENTENCE.test(NO_WORDS.reduce((rest, some) => rest.replace(some, ' · '), line)));
}

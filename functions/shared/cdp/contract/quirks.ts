/** An oddity of the API's documents, by its number. */
export type QuirkId = `Q${number}`;

/** Programs that a test starts print English, whatever the maintainer's own language. */
export const english = { LC_ALL: 'C.UTF-8' } as const;

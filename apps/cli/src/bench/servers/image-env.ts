/**
 * What the image sets for every app. What comes and goes with each document is short-lived: a young generation of 4 MB instead of 16 costs a few
 * collections more and halves the memory of an app, and so do fewer arenas for what the libraries allocate themselves.
 */
export const IMAGE_ENV = { NODE_OPTIONS: '--max-semi-space-size=4', MALLOC_ARENA_MAX: '2' } as const;

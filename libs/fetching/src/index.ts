/**
 * Canonical addresses, and the one HTTP client that may meet the open web: guarded against addresses, sizes and delays it must not follow.
 * May import stages and domain; no Nest. Start reading at `client/guarded-client.ts`, then `guard/destination.ts`.
 */
export {
  type Fetched,
  type GetOptions,
  type GuardedClient,
  type GuardedClientOptions,
  openGuardedClient,
} from './client/guarded-client.js';
export type { Redirect } from './client/redirects.js';
export { BadUrl } from './urls/bad-url.js';
export { canonicalUrl } from './urls/canonical-url.js';

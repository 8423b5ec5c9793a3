import type { SearchEntry, SearchRequest } from '../search-index.js';
import type { EmptyBecause } from './index-file.js';
import type { IndexReader } from './reader.js';
import type { SpeechVersion } from './writer.js';

/** What the writing thread answers to. */
export interface WriterCalls {
  upsert(entries: readonly SearchEntry[]): void;
  withdraw(speeches: readonly SpeechVersion[]): void;
  /** Closes the file; the thread ends. */
  close(): void;
}

/** What a reading thread answers to. */
export interface ReaderCalls {
  search(request: SearchRequest, offset: number): ReturnType<IndexReader['search']>;
  versions(speechIds: readonly string[]): ReturnType<IndexReader['versions']>;
  entries(afterSpeechId: string | null, limit: number): ReturnType<IndexReader['entries']>;
  suggest(prefix: string, limit: number): ReturnType<IndexReader['suggest']>;
  ping(): void;
  close(): void;
}

export type ThreadTask = { readonly role: 'writer' | 'reader'; readonly path: string };

export interface CallMessage {
  readonly id: number;
  readonly call: string;
  readonly args: readonly unknown[];
}

/** Errors lose their class on the way between threads; `kind` says which one it was. */
export type ThreadFault =
  | { readonly kind: 'damaged' | 'busy' | 'unwritable' | 'other'; readonly message: string; readonly stack?: string | undefined }
  | { readonly kind: 'syntax'; readonly message: string; readonly position: number; readonly hint: string };

export type ThreadMessage =
  | { readonly kind: 'ready'; readonly emptyBecause: EmptyBecause | null }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'fault'; readonly id: number; readonly fault: ThreadFault };

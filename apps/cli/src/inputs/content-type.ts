import { extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.xhtml': 'application/xhtml+xml',
  '.txt': 'text/plain',
  '.text': 'text/plain',
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.pdf': 'application/pdf',
  '.doc': 'application/msword',
  '.wps': 'application/vnd.ms-works',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.rtf': 'application/rtf',
  '.mht': 'multipart/related',
  '.mhtml': 'multipart/related',
  '.eml': 'message/rfc822',
  '.zip': 'application/zip',
};

/** What a file's name says about its content; null when it says nothing. The charset is left for the bytes to tell. */
export const contentTypeOf = (path: string): string | null => TYPES[extname(path).toLowerCase()] ?? null;

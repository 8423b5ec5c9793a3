import type { FastifyReply } from 'fastify';
import type { CaptureRecord } from '#domain';

const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+([ \t]*;[ \t]*[\w-]+=("[\x20-\x21\x23-\x7e]*"|[\w.+-]+))*$/;

/**
 * Headers under which a hostile page cannot act: it is saved, not shown, its type is not guessed, and a browser that shows it all the same
 * runs nothing and loads nothing.
 */
export function sendCapture(reply: FastifyReply, capture: CaptureRecord, bytes: Uint8Array): FastifyReply {
  const { contentType, sha256 } = capture;
  return reply
    .header('Content-Type', contentType && MEDIA_TYPE.test(contentType) ? contentType : 'application/octet-stream')
    .header('Content-Disposition', `attachment; filename="${asciiName(capture)}"; filename*=UTF-8''${encodeName(nameOf(capture))}`)
    .header('Content-Security-Policy', "default-src 'none'; sandbox")
    .header('X-Content-Type-Options', 'nosniff')
    .header('Cache-Control', 'private, no-cache')
    .header('ETag', `"${sha256}"`)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

export const isKnown = (ifNoneMatch: string | undefined, { sha256 }: CaptureRecord): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${sha256}"`);

const nameOf = ({ fileName, url, sha256 }: CaptureRecord): string => {
  const last = url && URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : '';
  return (fileName ?? (last === '' ? `${sha256.slice(0, 12)}.capture` : last)).toWellFormed();
};

const asciiName = (capture: CaptureRecord): string => nameOf(capture).replace(/[^\x20-\x7e]|["\\%]/g, '_');

/** RFC 8187: everything but plain letters, digits and a few marks is percent-encoded. */
const encodeName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** A bucket and how to reach it. Keys are secret: `addressOf` is what may be shown. */
export interface S3Place {
  /** Null: Amazon's own, found by the region. */
  readonly endpoint: string | null;
  readonly bucket: string;
  /** Empty, or words that end with a slash. */
  readonly prefix: string;
  /** Null: what the SDK finds by itself (environment, profile, role of the machine). */
  readonly keys: { readonly access: string; readonly secret: string } | null;
}

const FORMS = 'write s3://bucket/prefix for Amazon S3, or http://host:9000/bucket/prefix for another S3 server';
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const WORD = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Reads a `BLOBS_URL`. Throws an Error whose message says what to write instead and never shows keys. */
export function s3PlaceOf(text: string): S3Place {
  const url = parsed(text);
  if (url.search !== '' || url.hash !== '') throw new Error('write no ? or # in it; region and certificate have settings of their own');
  const words = url.pathname.split('/').filter((word) => word !== '');
  if (url.protocol === 's3:') {
    if (url.port !== '') throw new Error(`an s3:// address has no port; ${FORMS}`);
    return placeIn(null, [url.hostname, ...words], url);
  }
  if (words.length === 0) throw new Error('the bucket is missing; write http://host:9000/bucket or http://host:9000/bucket/prefix');
  return placeIn(url.origin, words, url);
}

function parsed(text: string): URL {
  const url = URL.parse(text);
  if (!url || !['s3:', 'http:', 'https:'].includes(url.protocol)) throw new Error(FORMS);
  return url;
}

function placeIn(endpoint: string | null, [bucket = '', ...words]: readonly string[], url: URL): S3Place {
  if (!BUCKET.test(bucket)) throw new Error('the bucket has to have 3 to 63 lower-case letters, digits, dots and hyphens');
  if (words.some((word) => !WORD.test(word)))
    throw new Error('the prefix takes letters, digits, dots, hyphens and underscores, with slashes between words');
  return { endpoint, bucket, prefix: words.map((word) => `${word}/`).join(''), keys: keysIn(url) };
}

function keysIn({ username, password }: URL): S3Place['keys'] {
  if (username === '' && password === '') return null;
  if (username === '' || password === '') throw new Error('write both keys as https://ACCESS:SECRET@host/bucket, or neither');
  try {
    return { access: decodeURIComponent(username), secret: decodeURIComponent(password) };
  } catch {
    throw new Error('the keys in it are not percent-encoded; put them into BLOBS_ACCESS_KEY and BLOBS_SECRET_KEY instead');
  }
}

/** For people: where the blobs are, without keys. */
export const addressOf = ({ endpoint, bucket, prefix }: S3Place): string =>
  `${endpoint === null ? 's3:/' : endpoint}/${bucket}/${prefix}`.replace(/\/$/, '');

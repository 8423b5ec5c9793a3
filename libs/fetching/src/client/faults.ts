import { errors } from 'undici';
import { Unprocessable } from '#domain';

const sentences: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'the name server does not answer; check the network',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to its network',
  ENETUNREACH: 'there is no way to its network',
  EPIPE: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'it did not take the connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'it did not begin to answer in time',
  UND_ERR_BODY_TIMEOUT: 'it stopped in the middle of its answer',
  UND_ERR_SOCKET: 'the connection was cut before the answer was whole',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer is not as long as it said',
  CERT_HAS_EXPIRED: 'its certificate has expired; the site has to renew it',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself; add it with NODE_EXTRA_CA_CERTS if you trust it',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an unknown authority; add that with NODE_EXTRA_CA_CERTS if you trust it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified, since the site does not send the whole chain',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an unknown authority; add that with NODE_EXTRA_CA_CERTS if you trust it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** Turns a failure of the transport into one sentence with its cause; what a caller can act on by kind already goes through as it is. */
export function transportFault(error: unknown, url: string): Error {
  if (error instanceof Unprocessable) return error;
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new Unprocessable('headers-too-large', `${url} sends more headers than a page needs. Push the page instead.`, { cause: error });
  }
  const why =
    sentences[code] ?? (error instanceof errors.HTTPParserError ? `its answer is not proper HTTP (${messageOf(error)})` : messageOf(error));
  return new Error(`${url} could not be fetched: ${why}.`, { cause: error });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);

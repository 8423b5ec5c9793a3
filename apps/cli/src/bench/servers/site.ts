import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EXIT, type ExitCode } from '../../exit.js';
import type { Output } from '../../terminal/output.js';
import { OwnProcess } from '../own-process.js';
import { htmlPage } from './html-page.js';

export interface SiteRequest {
  readonly pages: number;
  readonly seed: number;
  readonly bytes: number;
}

export const addressAt = (base: string, number: number): string => `${base}/speeches/${number}.html`;

/** The site's side: serves the pages of the series, says its address, and ends with a signal. */
export async function serveSite({ pages, seed, bytes }: SiteRequest, output: Output): Promise<ExitCode> {
  const bodies = Array.from({ length: pages }, (_, number) => Buffer.from(htmlPage({ seed, number, bytes }).html));
  const server = createServer(({ url = '' }, answer) => {
    const body = bodies[Number(/^\/speeches\/(\d+)\.html$/.exec(url)?.[1] ?? Number.NaN)];
    if (body) answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.byteLength }).end(body);
    else answer.writeHead(404, { 'content-length': 0 }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await output.line(`The site is at http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await once(server, 'close');
  return EXIT.done;
}

/** Starts the site as a process of its own. */
export async function startSite({ pages, seed, bytes }: SiteRequest): Promise<{ readonly base: string; stop(): Promise<void> }> {
  const site = OwnProcess.part(['site', ...wordsOf({ pages, seed, bytes })]);
  try {
    return { base: await site.hears(/The site is at (http:\S+?)\/\s/), stop: () => site.stop() };
  } catch (error) {
    await site.stop();
    throw error;
  }
}

/** Options of a command line. */
export const wordsOf = (request: SiteRequest): string[] => Object.entries(request).flatMap(([name, value]) => [`--${name}`, String(value)]);

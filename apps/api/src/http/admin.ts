import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiConfig } from '#platform';
import { forbidden, Refusal } from './problem.js';

export type AdminRequest = Pick<FastifyRequest, 'headers' | 'ip'>;

/** Lets the calls through that pause, retry, discard and withdraw. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(private readonly config: ApiConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    requireAdmin(request, bearerOf(request), this.config.adminKey);
    return true;
  }
}

/**
 * Throws unless the caller may administer: with the key when one is set, else only from this machine and by one of its own names
 * (a foreign name that resolves to this machine is how a web page reaches a local server).
 */
export function requireAdmin(request: AdminRequest, key: string | null, adminKey: string | null): void {
  if (adminKey !== null) {
    if (key !== null && sameKey(key, adminKey)) return;
    throw new Refusal({
      status: 401,
      code: 'admin-key',
      title: 'The admin key is needed',
      detail: 'This call needs the key of the setting ADMIN_KEY. Send it as Authorization: Bearer KEY.',
    });
  }
  if (!isLocal(request)) {
    throw forbidden(
      'Without the setting ADMIN_KEY this call works from the same machine only, by the name localhost or 127.0.0.1. Set ADMIN_KEY to use it from elsewhere.',
    );
  }
}

/** Hashes have one length, so the comparison takes the same time for every key. */
function sameKey(given: string, expected: string): boolean {
  const digest = (key: string) => createHash('sha256').update(key).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function bearerOf({ headers }: AdminRequest): string | null {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

function isLocal({ headers, ip }: AdminRequest): boolean {
  const throughProxy = PROXY_HEADERS.some((name) => headers[name] !== undefined);
  return !throughProxy && isLoopbackAddress(ip) && isLoopbackName(headers.host ?? '');
}

const isLoopbackAddress = (ip: string): boolean => ip === '::1' || /^(::ffff:)?127\./.test(ip);

const isLoopbackName = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);

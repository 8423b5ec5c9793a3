import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { hostName, isLoopback } from './addresses.js';
import { AdminKey } from './admin-key.js';
import { Refusal } from './problem.js';

type Caller = Pick<FastifyRequest, 'headers' | 'ip'> & { readonly raw: { readonly httpVersion: string } };

/**
 * Who may do what. Reading, searching and parsing are open. Administering always needs the key: what comes from this machine may have
 * come through a proxy on it. Pushing needs the key too, but for a caller from this machine as long as no ADMIN_KEY is set.
 */
@Injectable()
export class Access {
  constructor(private readonly key: AdminKey) {}

  mayAdminister(caller: Caller): boolean {
    return this.key.opens(caller);
  }

  mayPush(caller: Caller): boolean {
    return (!this.key.isSet && isLocal(caller)) || this.key.opens(caller);
  }

  requireAdmin(caller: Caller): void {
    if (!this.mayAdminister(caller)) throw this.refusal(caller);
  }

  /** The Set-Cookie header for a browser into which the key was typed. Throws the refusal of a wrong key. */
  cookieFor(givenKey: string): string {
    if (!this.key.is(givenKey)) throw wrongKey(this.key.isSet);
    return this.key.cookie(new Date());
  }

  requirePush(caller: Caller): void {
    if (this.mayPush(caller)) return;
    throw this.key.isSet || caller.headers.authorization !== undefined ? this.refusal(caller) : pushFromElsewhere();
  }

  /** A wrong key is called wrong; who sent none is told that one is needed. */
  private refusal({ headers }: Caller): Refusal {
    return headers.authorization === undefined ? keyNeeded(this.key.isSet) : wrongKey(this.key.isSet);
  }
}

/** Lets the calls through that pause, retry, discard and withdraw. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(private readonly access: Access) {}

  canActivate(context: ExecutionContext): boolean {
    this.access.requireAdmin(context.switchToHttp().getRequest<FastifyRequest>());
    return true;
  }
}

const PUSHES = new Set(['/api/v1/documents', '/upload']);

/** Whether a request puts something into the archive; asked before its body is read. */
export const isPush = ({ method, routeOptions }: Pick<FastifyRequest, 'method' | 'routeOptions'>): boolean =>
  method === 'POST' && PUSHES.has(routeOptions.url ?? '');

const keyNeeded = (isSet: boolean): Refusal =>
  new Refusal({
    status: 401,
    code: 'admin-key',
    title: 'The admin key is needed',
    detail: isSet
      ? 'This call needs the key of the setting ADMIN_KEY. Send it as Authorization: Bearer KEY.'
      : 'This call needs the key in the file admin.key of the server’s DATA_DIR (./data/admin.key unless set otherwise). Send it as Authorization: Bearer KEY; the rostra command does so by itself when it finds the file.',
  });

const wrongKey = (isSet: boolean): Refusal =>
  new Refusal({
    status: 401,
    code: 'wrong-admin-key',
    title: 'The admin key is wrong',
    detail: `The key sent is not this server’s. Send ${isSet ? 'the one its setting ADMIN_KEY has' : 'the one in the file admin.key of its DATA_DIR'}, as Authorization: Bearer KEY; the rostra command sends what its own ADMIN_KEY says.`,
  });

const pushFromElsewhere = (): Refusal =>
  new Refusal({
    status: 403,
    code: 'push-from-elsewhere',
    title: 'Pushing is not open to other machines',
    detail:
      'Without the setting ADMIN_KEY documents are taken from the server’s own machine only. Start the server with ADMIN_KEY=KEY and send that as Authorization: Bearer KEY.',
  });

const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];

/** As far as a request shows where it comes from. HTTP/1.0 is what proxies speak when nobody told them otherwise. */
function isLocal({ headers, ip, raw }: Caller): boolean {
  const throughProxy = raw.httpVersion === '1.0' || PROXY_HEADERS.some((name) => headers[name] !== undefined);
  return !throughProxy && isLoopback(ip) && isLoopback(hostName(headers.host) ?? '');
}

import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { formFields } from '../http/bodies.js';
import { keyLeadsBack } from './key-form.js';

/** Takes the admin key that was typed into a form and leaves a cookie that the other forms are opened by. */
@ApiExcludeController()
@Controller('key')
export class KeyPages {
  constructor(private readonly access: Access) {}

  @Post()
  unlock(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const fields = formFields(request);
    const cookie = this.access.cookieFor(fields.get('key')?.trim() ?? '');
    reply.header('Set-Cookie', cookie).redirect(keyLeadsBack('/', fields), 303);
  }
}

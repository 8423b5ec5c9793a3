import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { QuerySyntaxError } from '#search';
import { pageSearchQuery, type SearchQuery } from '../search/search-query.js';
import { Search } from '../search/search-service.js';
import { helpPage } from './help-view.js';
import { FrontPage } from './search/front-page.js';
import { isSearch } from './search/search-state.js';
import { queryFaultPage, resultsPage } from './search/search-view.js';
import { sendPage, type View, viewOf } from './view.js';

@ApiExcludeController()
@Controller()
export class SearchPages {
  constructor(
    private readonly searching: Search,
    private readonly front: FrontPage,
  ) {}

  @Get()
  async search(
    @Query({ schema: pageSearchQuery }) query: SearchQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = viewOf(request);
    try {
      sendPage(request, reply, view, await this.html(view, query, request));
    } catch (error) {
      if (!(error instanceof QuerySyntaxError)) throw error;
      sendPage(request, reply, view, queryFaultPage(view, query, error), 400);
    }
  }

  @Get('help')
  help(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const view = viewOf(request);
    sendPage(request, reply, view, helpPage(view));
  }

  private async html(view: View, query: SearchQuery, request: FastifyRequest): Promise<string> {
    if (isSearch(query)) return resultsPage(view, query, await this.searching.find(query));
    return this.front.html(view, request, null);
  }
}

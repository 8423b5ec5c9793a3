import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { cleanText, pageSize, strict } from '../http/schemas.js';
import { type SearchQuery, searchQuery } from './search-query.js';
import { Search } from './search-service.js';
import { searchJson, searchShape, suggestShape } from './search-shapes.js';

const suggestQuery = strict({
  q: cleanText(200).min(1).describe('The beginning or a part of a title or heading.'),
  limit: pageSize(50, 10),
});

@ApiTags('search')
@Controller('api/v1')
export class SearchController {
  constructor(private readonly searching: Search) {}

  @Get('search')
  @ApiOperation({ summary: 'Find speeches', description: 'A query that cannot be read is answered 400 with position and hint.' })
  @ApiOkResponse({ standardSchema: searchShape })
  async search(@Query({ schema: searchQuery }) query: SearchQuery) {
    return searchJson(await this.searching.find(query));
  }

  @Get('suggest')
  @ApiOperation({ summary: 'Complete titles and headings' })
  @ApiOkResponse({ standardSchema: suggestShape })
  async suggest(@Query({ schema: suggestQuery }) { q, limit }: z.output<typeof suggestQuery>) {
    return { suggestions: await this.searching.suggest(q, limit) };
  }
}

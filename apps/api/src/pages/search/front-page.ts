import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiConfig } from '#platform';
import { Speeches } from '#store';
import { Access } from '../../http/access.js';
import { Search } from '../../search/search-service.js';
import type { View } from '../view.js';
import { frontPage } from './search-view.js';
import type { UploadFault } from './upload-box.js';

/** Speeches on the front page. */
const LATEST = 5;

/** Gathers what the front page shows; also where a refused upload comes back to. */
@Injectable()
export class FrontPage {
  constructor(
    private readonly speeches: Speeches,
    private readonly searching: Search,
    private readonly access: Access,
    private readonly config: ApiConfig,
  ) {}

  async html(view: View, caller: FastifyRequest, fault: UploadFault | null): Promise<string> {
    const [latest, archive] = await Promise.all([this.speeches.latest(LATEST), this.searching.find({ size: 1, facets: ['kind', 'year'] })]);
    const upload = { maxBodyBytes: this.config.maxBodyBytes, unlocked: this.access.mayPush(caller), fault };
    return frontPage(view, { latest, archive, upload });
  }
}

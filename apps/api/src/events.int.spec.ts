import { type OpenApi, openApi, speechText } from './testing/open-api.js';

interface Message {
  readonly id: string | null;
  readonly data: { readonly sequence: string; readonly subject: string; readonly type: string } | null;
}

describe('the event log', () => {
  let api: OpenApi;

  beforeAll(async () => {
    api = await openApi();
  }, 60_000);
  afterAll(() => api.close());

  async function publish(town: string): Promise<void> {
    const { id } = (
      await api.app.inject({ method: 'POST', url: '/api/v1/documents', payload: { body: speechText(town), contentType: 'text/plain' } })
    ).json();
    await api.settled(id);
  }

  /** Reads messages off a stream until `enough` says so, then leaves. */
  async function listen(
    path: string,
    headers: Record<string, string>,
    enough: (messages: readonly Message[]) => boolean,
  ): Promise<Message[]> {
    const leave = new AbortController();
    const answer = await fetch(`${api.url}${path}`, { headers, signal: leave.signal });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const messages: Message[] = [];
    let rest = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      messages.push(...blocks.map(readMessage));
      if (enough(messages)) break;
    }
    leave.abort();
    return messages;
  }

  function readMessage(block: string): Message {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
    const data = field('data');
    return { id: field('id'), data: data === null ? null : JSON.parse(data) };
  }

  const withData = (messages: readonly Message[]) => messages.filter(({ data }) => data !== null);

  it('gives events as CloudEvents in their order, without gaps', async () => {
    await publish('青禾市');
    await publish('云溪县');
    const { events, next } = (await api.app.inject({ url: '/api/v1/events?after=0' })).json();
    expect(events.map(({ sequence }: { sequence: string }) => Number(sequence))).toEqual(
      events.map((_event: unknown, index: number) => index + 1),
    );
    expect(next).toBe(events.length);
    expect(events[0]).toMatchObject({
      specversion: '1.0',
      type: 'rostra.speech.published',
      data: { title: '在青禾市科技工作会议上的讲话' },
    });
    expect((await api.app.inject({ url: `/api/v1/events?after=${next}` })).json()).toEqual({ events: [], next });
  });

  it('streams what comes in while a client listens', async () => {
    const heard = listen('/api/v1/events/stream', {}, (messages) => withData(messages).length === 1);
    await publish('白沙镇');
    const [message] = withData(await heard);
    expect(message?.data).toMatchObject({ type: 'rostra.speech.published', data: { title: '在白沙镇科技工作会议上的讲话' } });
    expect(message?.id).toBe(message?.data?.sequence);
  });

  it('tells a client where it stands before the first event, so that a break loses nothing', async () => {
    const [greeting] = await listen('/api/v1/events/stream', {}, (messages) => messages.length > 0);
    await publish('石梁市');
    const missed = await listen(
      '/api/v1/events/stream',
      { 'last-event-id': String(greeting?.id) },
      (messages) => withData(messages).length > 0,
    );
    expect(withData(missed)[0]?.data).toMatchObject({ sequence: String(Number(greeting?.id) + 1) });
  });

  it('goes on after the last event a client has seen, whatever the address says', async () => {
    const last = await api.engines.store.events.last();
    const heard = await listen(
      '/api/v1/events/stream?after=0',
      { 'last-event-id': String(last - 2) },
      (messages) => withData(messages).length === 2,
    );
    expect(withData(heard).map(({ id }) => Number(id))).toEqual([last - 1, last]);
  });

  it('answers HEAD without keeping the connection', async () => {
    const answer = await api.app.inject({ method: 'HEAD', url: '/api/v1/events/stream' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('text/event-stream');
  });
});

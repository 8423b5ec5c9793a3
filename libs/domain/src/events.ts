export const EVENT_TYPES = [
  'rostra.speech.published',
  'rostra.speech.revised',
  'rostra.speech.reparsed',
  'rostra.speech.withdrawn',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export interface EventData {
  readonly title: string;
  readonly documentId: string;
  readonly revision: number;
  readonly site: string | null;
  readonly url: string | null;
  readonly date: string | null;
  readonly kind: string;
  readonly headings: readonly string[];
  /** Why a withdrawn speech was withdrawn. */
  readonly reason?: string;
}

/** One line of the append-only log. `sequence` is dense: who has read n has seen everything below n. */
export interface SpeechEvent {
  readonly sequence: number;
  /** Stable: the same fact never gets a second id. */
  readonly id: string;
  readonly type: EventType;
  readonly speechId: string;
  readonly at: Date;
  readonly data: EventData;
}

/** CloudEvents 1.0 in JSON format (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md), as readers get it. */
export function toCloudEvent(event: SpeechEvent) {
  return {
    specversion: '1.0',
    id: event.id,
    source: '/rostra',
    type: event.type,
    subject: event.speechId,
    time: event.at.toISOString(),
    sequence: String(event.sequence),
    datacontenttype: 'application/json',
    data: event.data,
  } as const;
}

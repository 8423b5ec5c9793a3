/** How far a long work has come. `total` is null when nobody knows beforehand. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number | null;
}

export type Tell = (progress: Progress) => void;

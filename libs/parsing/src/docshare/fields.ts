/** What furniture says about the file on a page. Names beyond the first four go into the page's metadata as they are. */
export interface PageFields {
  readonly title?: string | null;
  readonly fileType?: string | null;
  readonly pages?: number | null;
  readonly site?: string | null;
  readonly publishedAt?: string | null;
  readonly siteName?: string;
  readonly uploader?: string;
  readonly number?: string;
  readonly size?: string;
  readonly price?: string;
  readonly keywords?: string;
  readonly category?: string;
  readonly description?: string;
}

/** Puts together what several pieces of furniture say; what was said first stays. */
export function mergeFields(all: readonly PageFields[]): PageFields {
  const merged: Record<string, string | number> = {};
  for (const fields of all) {
    for (const [name, value] of Object.entries(fields)) {
      if (value !== null && value !== '' && !(name in merged)) merged[name] = value;
    }
  }
  return merged as PageFields;
}

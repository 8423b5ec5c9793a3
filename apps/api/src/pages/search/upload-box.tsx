import { KeyForm } from '../key-form.js';
import type { View } from '../view.js';

export interface UploadModel {
  readonly maxBodyBytes: number;
  /** Whether this browser may push; until it may, the box asks for the admin key. */
  readonly unlocked: boolean;
}

/** Files or a web address for the archive; works as a plain form, and shows its progress with scripts. */
export function UploadBox({ view, upload }: { view: View; upload: UploadModel }) {
  const words = view.words.upload;
  return (
    <section class="panel upload" aria-labelledby="upload-title">
      <h2 id="upload-title">{words.title}</h2>
      <p>{words.text}</p>
      {upload.unlocked ? <UploadForm view={view} maxBodyBytes={upload.maxBodyBytes} /> : <KeyForm view={view} to="/" />}
    </section>
  );
}

function UploadForm({ view, maxBodyBytes }: { view: View; maxBodyBytes: number }) {
  const { upload } = view.words;
  return (
    <form action="/upload" method="post" enctype="multipart/form-data" data-upload>
      <div class="fields">
        <label>
          <span>
            {upload.files} <small>({upload.limit(Math.floor(maxBodyBytes / 1_048_576) || 1)})</small>
          </span>
          <input type="file" name="file" multiple />
        </label>
        <label>
          <span>{upload.url}</span>
          <input type="url" name="url" placeholder={upload.urlPlaceholder} maxLength={4096} />
        </label>
        <button type="submit">{upload.button}</button>
      </div>
      <p class="progress" data-progress hidden>
        <label>
          <span>{upload.progress}</span> <progress max="100" value="0" />
        </label>
      </p>
      <p class="fault" role="alert" data-failed hidden>
        {upload.failed}
      </p>
    </form>
  );
}

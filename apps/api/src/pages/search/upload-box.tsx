import type { View } from '../view.js';

/** Files or a web address for the archive; works as a plain form, and shows its progress with scripts. */
export function UploadBox({ view, maxBodyBytes }: { view: View; maxBodyBytes: number }) {
  const { upload } = view.words;
  return (
    <section class="panel upload" aria-labelledby="upload-title">
      <h2 id="upload-title">{upload.title}</h2>
      <p>{upload.text}</p>
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
    </section>
  );
}

import type { Problem } from '../../http/problem.js';
import { sizeText } from '../format.js';
import { KeyForm } from '../key-form.js';
import { problemText } from '../problem-text.js';
import type { View } from '../view.js';

/** An upload that was refused as a whole, with what was chosen as far as it was read. */
export interface UploadFault {
  readonly problem: Problem;
  readonly url: string;
  readonly files: readonly { readonly fileName: string; readonly size: number }[];
}

export interface UploadModel {
  readonly maxBodyBytes: number;
  /** Whether this browser may push; until it may, the box asks for the admin key. */
  readonly unlocked: boolean;
  readonly fault: UploadFault | null;
}

/** Files or a web address for the archive; works as a plain form, and shows its progress with scripts. */
export function UploadBox({ view, upload }: { view: View; upload: UploadModel }) {
  const { upload: words } = view.words;
  const { fault, maxBodyBytes } = upload;
  const limit = words.limit(megabytes(maxBodyBytes));
  return (
    <section class="panel upload" aria-labelledby="upload-title">
      <h2 id="upload-title">{words.title}</h2>
      <p>{words.text}</p>
      <p class="fault" role="alert" id="upload-fault" data-failed={words.failed} hidden={fault === null}>
        {fault ? <Fault view={view} fault={fault} limit={limit} /> : null}
      </p>
      {upload.unlocked ? <UploadForm view={view} limit={limit} fault={fault} /> : <KeyForm view={view} to="/" />}
    </section>
  );
}

function UploadForm({ view, limit, fault }: { view: View; limit: string; fault: UploadFault | null }) {
  const { upload } = view.words;
  return (
    <form action="/upload" method="post" enctype="multipart/form-data" data-upload>
      <div class="fields">
        <label>
          <span>
            {upload.files} <small>({limit})</small>
          </span>
          <input type="file" name="file" multiple aria-describedby="upload-fault" autofocus={fault?.url === ''} />
        </label>
        <label>
          <span>{upload.url}</span>
          <input
            type="url"
            name="url"
            value={fault?.url}
            autofocus={Boolean(fault?.url)}
            placeholder={upload.urlPlaceholder}
            maxLength={4096}
            aria-describedby="upload-fault"
          />
        </label>
        <button type="submit">{upload.button}</button>
      </div>
      <p class="progress" data-progress hidden>
        <label>
          <span>{upload.progress}</span> <progress max="100" value="0" />
        </label>
      </p>
    </form>
  );
}

function Fault({ view, fault: { problem, files }, limit }: { view: View; fault: UploadFault; limit: string }) {
  return (
    <>
      <strong>{problemText(view, problem)}</strong>
      {problem.code === 'too-large' ? ` ${limit}` : null}
      {problem.fileName === undefined ? null : (
        <span class="chosen" lang="zh-CN">
          {problem.fileName}
        </span>
      )}
      {files.map(({ fileName, size }) => (
        <span key={fileName} class="chosen" lang="zh-CN">
          {fileName} · {sizeText(size)}
        </span>
      ))}
    </>
  );
}

/** In whole MB where there is one, else with a digit behind the point. */
const megabytes = (bytes: number): string => (bytes >= 1_048_576 ? String(Math.floor(bytes / 1_048_576)) : (bytes / 1_048_576).toFixed(2));

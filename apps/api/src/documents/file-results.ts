import type { UploadedFile } from '../http/multipart.js';
import { problemBody } from '../http/problem.js';
import { problemOf } from '../http/problem-of.js';
import type { AcceptedShape } from './document-shapes.js';
import { acceptedJson, type Intake } from './intake.js';

type Named = { readonly fileName: string | null };
export type FileResult = Named & (AcceptedShape | { readonly problem: ReturnType<typeof problemBody> });

/** Takes several files one after the other; one that is refused says so in its place and holds up no other. Throws faults. */
export async function fileResults(
  intake: Intake,
  files: readonly UploadedFile[],
  key: string | null,
  maxBodyBytes: number,
): Promise<FileResult[]> {
  const results: FileResult[] = [];
  for (const [place, file] of files.entries()) {
    results.push(await takeFile(intake, file, key === null ? null : `${key}#${place}`, maxBodyBytes));
  }
  return results;
}

async function takeFile(intake: Intake, file: UploadedFile, key: string | null, maxBodyBytes: number): Promise<FileResult> {
  const { fileName } = file;
  try {
    return { fileName, ...acceptedJson(await intake.file(file, null, key)) };
  } catch (error) {
    const problem = problemOf(error, maxBodyBytes);
    if (!problem) throw error;
    return { fileName, problem: problemBody(problem, '/api/v1/documents') };
  }
}

import { z } from 'zod';
import type { UploadedFile } from '../http/multipart.js';
import { problemBody, Refusal } from '../http/problem.js';
import { problemOf } from '../http/problem-of.js';
import { type AcceptedShape, acceptedShape } from './document-shapes.js';
import { acceptedJson, type Intake } from './intake.js';

type Named = { readonly fileName: string | null };

const problemShape = z.looseObject({ type: z.string(), title: z.string(), status: z.int(), detail: z.string(), instance: z.string() });
const fileName = z.string().nullable();

/** The answer to several files: what became of each, in their order. */
export const severalShape = z.object({
  documents: z.array(z.union([acceptedShape.extend({ fileName }), z.object({ fileName, problem: problemShape })])),
});

/** How the refusal of all files is described. */
export const nothingAcceptedAnswer = {
  description: 'Nothing was accepted. For several files the problem says in `documents` what is wrong with each.',
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          {
            type: 'object' as const,
            properties: { documents: z.toJSONSchema(severalShape.shape.documents, { target: 'openapi-3.0' }) as object },
          },
        ],
      },
    },
  },
};

/** Thrown when every one of several files was refused. */
export const nothingAccepted = (documents: readonly FileResult[]): Refusal =>
  new Refusal({
    status: 422,
    code: 'nothing-accepted',
    title: 'None of the files was accepted',
    detail: `All ${documents.length} files were refused; documents says of each why and what to do about it.`,
    documents,
  });

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

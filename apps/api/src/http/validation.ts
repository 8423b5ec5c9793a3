import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { badRequest, type FieldProblem, type Refusal } from './problem.js';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Checks parameters and bodies against their schemas; a wrong one is answered with each field, what is wrong and the remedy. */
export const validation = (): StandardSchemaValidationPipe => new StandardSchemaValidationPipe({ exceptionFactory: refuse });

/** Parses a value that came by another way than a decorator. Throws the same refusal as the pipe. */
export function valid<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refuse(parsed.error.issues);
}

function refuse(issues: readonly Issue[]): Refusal {
  const errors = issues.slice(0, 20).flatMap(fieldProblems);
  return badRequest('invalid-fields', errors.map(({ field, message }) => `${field} ${message}.`).join(' '), errors);
}

function fieldProblems(issue: Issue): FieldProblem[] {
  const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
  const unknown = unknownKeys(issue);
  if (unknown) {
    return unknown.map((key) => ({
      field: [...path, key].join('.'),
      message: issue.message,
      remedy: 'Leave it out or write it as known.',
    }));
  }
  const field = path.join('.') || 'body';
  return [{ field, message: plain(inUnion(issue)), remedy: `Correct ${field}; its form is described at /api/docs.` }];
}

function unknownKeys(issue: Issue): string[] | null {
  if (!('code' in issue) || issue.code !== 'unrecognized_keys' || !('keys' in issue) || !Array.isArray(issue.keys)) return null;
  return issue.keys.map(String);
}

/** What is wrong with a value that may be one or a list: the sentence about the one, unless a list was given. */
function inUnion(issue: Issue): Issue {
  if (!('errors' in issue) || !Array.isArray(issue.errors)) return issue;
  const branches: readonly (readonly Issue[])[] = issue.errors;
  return branches.find(([first]) => first && !/expected array|received array/.test(first.message))?.[0] ?? issue;
}

/** zod's sentences begin with a capital and speak of types; ours follow the name of the field. */
function plain(issue: Issue): string {
  if (/expected object/.test(issue.message)) return 'is not a JSON object';
  if (/received array/.test(issue.message)) return 'is given more than once';
  if (/received undefined/.test(issue.message)) return 'is missing';
  if (/received NaN/.test(issue.message)) return 'is not a number';
  return /^[A-Z]/.test(issue.message) ? `is not valid: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}` : issue.message;
}

import { z } from 'zod';
import { type Json, type Path, parsePath } from './json.ts';

const json: z.ZodType<Json> = z.json();

const requestShape = z.looseObject({
  documentPath: z.string().optional(),
  documentCapturePath: z.string().optional(),
  variablesPath: z.string().optional(),
  variablesCapturePath: z.string().optional(),
  variables: json.optional(),
  apiVersion: z.string().optional(),
});

const targetShape = z.looseObject({
  name: z.string().optional(),
  capturePath: z.string(),
  proxyPath: z.string().optional(),
  proxyRequest: requestShape.nullish(),
});

const specificationShape = z.looseObject({
  scenarioId: z.string().optional(),
  liveCaptureFiles: z.array(z.string()).default([]),
  proxyRequest: requestShape.nullish(),
  comparison: z.looseObject({ targets: z.array(targetShape).default([]) }).nullish(),
});

export interface SpecifiedRequest {
  documentFile?: string;
  documentPath?: Path;
  variablesFile?: string;
  variablesPath?: Path;
  variables?: Json;
}

export interface Target {
  name: string;
  /** Where in the recording the compared part of the store's answer stands. */
  capturePath: Path;
  request: SpecifiedRequest | undefined;
}

/**
 * What a specification says about a recording: which request document belongs to which answer,
 * and in which order they were replayed. Its expected differences are those of another program
 * (ids, times and cursors, which are mapped or ignored here anyway) and are not read.
 */
export interface Specification {
  name: string;
  captures: string[];
  apiVersion: string | undefined;
  primary: SpecifiedRequest | undefined;
  targets: Target[];
}

type RequestShape = z.infer<typeof requestShape>;

const requestOf = (request: RequestShape | null | undefined): SpecifiedRequest | undefined =>
  request === null || request === undefined
    ? undefined
    : {
        ...(request.documentPath === undefined ? {} : { documentFile: request.documentPath }),
        ...(request.documentCapturePath === undefined
          ? {}
          : { documentPath: parsePath(request.documentCapturePath) }),
        ...(request.variablesPath === undefined ? {} : { variablesFile: request.variablesPath }),
        ...(request.variablesCapturePath === undefined
          ? {}
          : { variablesPath: parsePath(request.variablesCapturePath) }),
        ...(request.variables === undefined ? {} : { variables: request.variables }),
      };

/** Reads a parity specification. Throws where it has not that form. */
export function parseSpecification(value: Json): Specification {
  const parsed = specificationShape.parse(value);
  return {
    name: parsed.scenarioId ?? '',
    captures: parsed.liveCaptureFiles,
    apiVersion: parsed.proxyRequest?.apiVersion,
    primary: requestOf(parsed.proxyRequest),
    targets: (parsed.comparison?.targets ?? []).map((target, position) => ({
      name: target.name ?? `target ${position}`,
      capturePath: parsePath(target.capturePath),
      request: requestOf(target.proxyRequest),
    })),
  };
}

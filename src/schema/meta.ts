/** Checks a parsed source file against one of the JSON Schemas in `schema/meta/` and words each refusal. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { fromPointer } from './pointer.ts';
import type { SourceProblem, YamlSource } from './source.ts';

export type MetaCheck = (source: YamlSource) => readonly SourceProblem[];

/** Compiles a meta-schema file into a check that reports every error with its place. */
export function metaCheck(schemaFile: string): MetaCheck {
  const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true, formats: { regex: isRegex } });
  const validate: ValidateFunction = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);
  return (source) => {
    if (source.problems.length > 0) return source.problems;
    if (validate(source.value)) return [];
    return (validate.errors ?? [])
      .filter(isTelling)
      .filter(isFirst)
      .map((error) => toProblem(source, error));
  };
}

function isRegex(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

/** `if`, `allOf` and the like only repeat what their branches have said. */
function isTelling(error: ErrorObject): boolean {
  return !['if', 'oneOf'].includes(error.keyword);
}

const ABOUT_THE_VALUE = ['type', 'enum', 'const'];

/** Several schemas may look at one value; what the first says about its kind is enough. */
function isFirst(error: ErrorObject, at: number, all: readonly ErrorObject[]): boolean {
  if (!ABOUT_THE_VALUE.includes(error.keyword)) return true;
  const alike = (other: ErrorObject) =>
    other.instancePath === error.instancePath && ABOUT_THE_VALUE.includes(other.keyword);
  return all.findIndex(alike) === at;
}

function toProblem(source: YamlSource, error: ErrorObject): SourceProblem {
  const path = fromPointer(error.instancePath);
  if (error.keyword === 'additionalProperties') {
    const { additionalProperty } = error.params as { additionalProperty: string };
    const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
    return source.problem(
      [...path, additionalProperty],
      `unknown key "${additionalProperty}"; known: ${known.join(', ')}`,
      true,
    );
  }
  if (error.keyword === 'propertyNames') {
    return source.problem(
      [...path, error.params.propertyName as string],
      `the key is not allowed here`,
      true,
    );
  }
  return source.problem(path, wording(error));
}

function wording(error: ErrorObject): string {
  const got = `got ${show(error.data)}`;
  switch (error.keyword) {
    case 'required':
      return `the key "${(error.params as { missingProperty: string }).missingProperty}" is missing`;
    case 'enum':
      return `${got}; allowed: ${(error.params as { allowedValues: unknown[] }).allowedValues.join(', ')}`;
    case 'const':
      return `${got}; allowed: ${show((error.params as { allowedValue: unknown }).allowedValue)}`;
    case 'type':
      return `${got}; allowed: a value of type ${String((error.params as { type: unknown }).type)}`;
    case 'not':
      return 'keys are given together that exclude each other (enum and enumFrom)';
    default:
      return `${error.message ?? error.keyword}; ${got}`;
  }
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

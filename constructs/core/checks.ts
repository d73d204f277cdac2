import type { IConstruct } from './engine.ts';
import { type ErrorData, errorAt } from './errors.ts';
import { reportsOf } from './reports.ts';

/** What the validations of all constructs, and the library's own components, have to say. */
export function validationErrors(root: IConstruct): readonly ErrorData[] {
  return root.node.findAll().flatMap((construct) => [
    ...reportsOf(construct),
    ...construct.node.validate().map((message) =>
      errorAt(construct, 'CDK-203', {
        what: { en: message, zh: message },
        fix: { en: 'see the message of the construct', zh: '请按该构造的提示修改' },
      }),
    ),
  ]);
}

/** Errors that `Annotations.of(construct).addError` left. */
export function annotationErrors(root: IConstruct): readonly ErrorData[] {
  return root.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === '@cdktf/error')
      .map(({ data }) =>
        errorAt(construct, 'CDK-204', {
          what: { en: String(data), zh: String(data) },
          fix: { en: 'see the message of the construct', zh: '请按该构造的提示修改' },
        }),
      ),
  );
}

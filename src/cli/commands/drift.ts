import type { DriftedField, DriftedObject } from '../../engine/drift.ts';
import { loadRegistry } from '../../schema/registry.ts';
import type { Context } from '../context.ts';
import { diagnosticsError } from '../diagnostics.ts';
import type { PlanFlags } from '../plan-options.ts';
import { withRun } from '../run.ts';

interface Options extends PlanFlags {
  readonly format: 'text' | 'json';
}

/** What somebody else has changed. Read-only; what the configuration still wants to change is told apart. */
export default async function drift(
  context: Context,
  args: readonly [string?],
  options: Options,
): Promise<number> {
  return withRun(context, args[0], options, async ({ engine, signal }) => {
    const report = await engine.drift({ signal, concurrency: options.parallelism });
    if (report.incomplete) throw diagnosticsError(report.diagnostics);
    const drifted = report.drifted
      .map(ownFields)
      .filter(({ kind, fields }) => kind === 'deleted' || fields.length > 0);
    if (context.events) context.events.drift(drifted, report.diagnostics);
    else if (options.format === 'json' || context.json) {
      context.out(
        JSON.stringify(
          { drifted, pending: report.pending, exit: { code: drifted.length > 0 ? 2 : 0 } },
          null,
          2,
        ),
      );
    } else context.out(text(drifted, report.pending, context));
    return drifted.length > 0 ? 2 : 0;
  });
}

/** Without what follows from other objects: it changes whenever they do, and their own drift is reported. */
function ownFields(object: DriftedObject): DriftedObject {
  const schema = loadRegistry().find(object.type);
  const follows = ({ path }: DriftedField): boolean => {
    const compute = schema?.attributes[path.split(/[.[]/)[0] ?? path]?.compute;
    return compute !== undefined && ('referrers' in compute || 'from' in compute);
  };
  return { ...object, fields: object.fields.filter((field) => field.reverted || !follows(field)) };
}

function text(
  drifted: readonly DriftedObject[],
  pending: readonly string[],
  { language, paint }: Context,
): string {
  const zh = language === 'zh';
  const lines = drifted.flatMap((object) => [
    object.kind === 'deleted'
      ? paint.red(`- ${object.address}${zh ? '  已在外部删除' : '  is gone'}`)
      : paint.yellow(`~ ${object.address}`),
    ...object.fields.map((field) => {
      const values = field.sensitive
        ? '(sensitive)'
        : `${JSON.stringify(field.before)} -> ${JSON.stringify(field.after)}`;
      const back = field.reverted ? '' : zh ? '  （下次执行不会改回）' : '  (an apply leaves it)';
      return `    ${field.path}: ${values}${back}`;
    }),
  ]);
  if (drifted.length === 0) lines.push(zh ? '没有漂移' : 'no drift');
  else lines.push(zh ? `${drifted.length} 个资源有漂移` : `${drifted.length} drifted`);
  if (pending.length > 0)
    lines.push(
      zh
        ? `另有 ${pending.length} 个尚未执行的变更（不是漂移）`
        : `${pending.length} changes are not applied yet (that is not drift)`,
    );
  return lines.join('\n');
}

import type { Tone } from '../engine/diff/layout.ts';
import { planLines } from '../engine/diff/render.ts';
import type { Plan } from '../engine/plan/model.ts';
import { countFindings, findingsText } from '../report/findings-text.ts';
import type { Paint } from '../report/paint.ts';
import type { Context } from './context.ts';
import { diagnosticText } from './diagnostics.ts';

/** Lines that are written at once. */
const CHUNK = 1000;

/** The plan on stdout; problems and findings on stderr. */
export function showPlan(context: Context, plan: Plan): void {
  const paint = (text: string, tone: Tone): string => toneOf(context.paint, tone)(text);
  let chunk: string[] = [];
  for (const line of planLines(plan, { paint, language: context.language })) {
    if (chunk.push(line) < CHUNK) continue;
    context.out(chunk.join('\n'));
    chunk = [];
  }
  if (chunk.length > 0) context.out(chunk.join('\n'));
  showProblems(context, plan);
}

export function showProblems(context: Context, plan: Plan): void {
  for (const diagnostic of plan.diagnostics) {
    const text = `${diagnosticText(diagnostic)}\n`;
    context.draw(
      diagnostic.severity === 'error' ? context.progressPaint.red(text) : context.progressPaint.yellow(text),
    );
  }
  const { error, warning } = countFindings(plan.findings);
  const worth = plan.findings.filter((finding) => finding.status === 'waived' || finding.severity !== 'info');
  if (error > 0 || (warning > 0 && !context.quiet)) {
    context.draw(
      findingsText(worth, { language: context.language, paint: context.progressPaint, showUnknown: false }),
    );
  }
}

function toneOf(paint: Paint, tone: Tone): (text: string) => string {
  switch (tone) {
    case 'create':
      return paint.green;
    case 'update':
    case 'warning':
    case 'replace':
      return paint.yellow;
    case 'delete':
      return paint.red;
    case 'read':
      return paint.cyan;
    case 'strong':
      return paint.bold;
    case 'muted':
      return paint.dim;
  }
}

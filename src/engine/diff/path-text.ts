/** Paths of differences as text: `rule[name: "web"].ports[2]`. */

import type { DiffPath, DiffStep } from './model.ts';
import { quoted } from './scalar-text.ts';

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

export function diffPathText(path: DiffPath): string {
  const text = path.map(stepText).join('');
  return text.startsWith('.') ? text.slice(1) : text;
}

function stepText(step: DiffStep): string {
  switch (step.kind) {
    case 'key':
      return IDENTIFIER.test(step.key) ? `.${step.key}` : `[${quoted(step.key)}]`;
    case 'item':
      return `[${step.to ?? step.from}]`;
    case 'member':
      return `[${step.label}]`;
    case 'json':
      return '';
  }
}

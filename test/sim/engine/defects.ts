/** Mistakes of an engine. */

import type { Defect } from '../defects.ts';

export const ENGINE_DEFECTS: Readonly<Record<string, Defect>> = {};

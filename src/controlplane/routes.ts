/** The API's own routes, and how a request finds its one. */
import type { ApiResponse } from './api.ts';
import { OPERATOR_DOORS } from './doors.ts';
import { Refusal } from './refusal.ts';
import { JOURNAL_ROUTES } from './routes-journal.ts';
import { RESOURCE_ROUTES } from './routes-resources.ts';
import { TOKEN_ROUTES } from './routes-tokens.ts';
import type { Call } from './service.ts';

export interface Route {
  readonly method: string;
  /** `/v1/{type}/{id}` */
  readonly path: string;
  readonly operatorOnly?: true;
  run(call: Call): Promise<ApiResponse> | ApiResponse;
}

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The first that fits counts, so fixed words stand before open places. */
const ROUTES: readonly (Route & { readonly parts: readonly string[] })[] = [
  ...JOURNAL_ROUTES,
  ...TOKEN_ROUTES,
  ...OPERATOR_DOORS,
  ...RESOURCE_ROUTES,
].map((route) => ({ ...route, parts: route.path.split('/').slice(1) }));

export function findRoute(method: string, path: string): Found {
  const given = path.split('/').slice(1);
  for (const route of ROUTES) {
    if (route.method !== method || route.parts.length !== given.length) continue;
    const params = match(route.parts, given);
    if (params) return { route, params };
  }
  throw new Refusal('ZTC-API-UNKNOWN_ROUTE', { method, path });
}

function match(parts: readonly string[], given: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [at, part] of parts.entries()) {
    const value = given[at] ?? '';
    if (part.startsWith('{')) {
      if (!/^[A-Za-z0-9_.-]{1,128}$/.test(value)) return null;
      params[part.slice(1, -1)] = value;
    } else if (part !== value) return null;
  }
  return params;
}

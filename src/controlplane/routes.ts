/** The API's own routes, and how a request finds its one. */
import type { ApiResponse } from './api.ts';
import { OPERATOR_DOORS } from './doors.ts';
import { Refusal } from './refusal.ts';
import { JOURNAL_ROUTES } from './routes-journal.ts';
import { RESOURCE_ROUTES } from './routes-resources.ts';
import { STATE_ROUTES } from './routes-states.ts';
import { TOKEN_ROUTES } from './routes-tokens.ts';
import type { Call } from './service.ts';
import { isStateName } from './state-door.ts';

export interface Route {
  readonly method: string;
  /** `/v1/{type}/{id}`; `{name...}` is one part or several. */
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
  ...STATE_ROUTES,
  ...OPERATOR_DOORS,
  ...RESOURCE_ROUTES,
].map((route) => ({ ...route, parts: route.path.split('/').slice(1) }));

export function findRoute(method: string, path: string): Found {
  const given = path.split('/').slice(1);
  for (const route of ROUTES) {
    if (route.method !== method) continue;
    const params = match(route.parts, joined(route.parts, given));
    if (params) return { route, params };
  }
  throw new Refusal('ZTC-API-UNKNOWN_ROUTE', { method, path });
}

/** The parts that an open place for several takes, as one. */
function joined(parts: readonly string[], given: readonly string[]): readonly string[] {
  const more = given.length - parts.length;
  const at = more > 0 ? parts.findIndex((part) => part.endsWith('...}')) : -1;
  if (at < 0) return given;
  const name = given.slice(at, at + more + 1).join('/');
  return [...given.slice(0, at), name, ...given.slice(at + more + 1)];
}

function match(parts: readonly string[], given: readonly string[]): Record<string, string> | null {
  if (parts.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of parts.entries()) {
    const value = given[at] ?? '';
    if (part.endsWith('...}')) {
      if (!isStateName(value)) return null;
      params[part.slice(1, -4)] = value;
    } else if (part.startsWith('{')) {
      if (!/^[A-Za-z0-9_.-]{1,128}$/.test(value)) return null;
      params[part.slice(1, -1)] = value;
    } else if (part !== value) return null;
  }
  return params;
}

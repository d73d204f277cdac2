/** What happens to single objects, as events. */

import { parseAddress } from '../../config/address.ts';
import type { ApplyAction, EngineEvent } from '../../engine/ports.ts';
import type { JsonObject } from '../../values/json.ts';
import { info, type Message } from './message.ts';
import { resourceJson } from './resource.ts';

interface Words {
  readonly starts: string;
  readonly goesOn: string;
  readonly is: string;
}

const WORDS: Readonly<Record<ApplyAction, Words>> = {
  create: { starts: 'Creating', goesOn: 'creating', is: 'Creation' },
  update: { starts: 'Modifying', goesOn: 'modifying', is: 'Modifications' },
  delete: { starts: 'Destroying', goesOn: 'destroying', is: 'Destruction' },
  read: { starts: 'Refreshing', goesOn: 'refreshing', is: 'Refresh' },
};

/** Undefined for what the stream does not tell. `seconds`: since the operation has started. */
export function hookMessage(event: EngineEvent, seconds: number): Message | undefined {
  switch (event.kind) {
    case 'refresh_start':
      return hook('refresh_start', event.address, `Refreshing state...${shown(event.id)}`, idJson(event.id));
    case 'refresh_complete':
      return hook('refresh_complete', event.address, `Refresh complete${shown(event.id)}`, idJson(event.id));
    case 'read_start':
      return started(event.address, 'read', undefined);
    case 'read_complete':
      return completed(event.address, 'read', undefined, seconds);
    case 'apply_start':
      return started(event.address, event.action, event.id);
    case 'apply_complete':
      return completed(event.address, event.action, event.id, seconds);
    case 'apply_errored': {
      const text = `${WORDS[event.action].is} errored after ${seconds}s`;
      return hook('apply_errored', event.address, text, { action: event.action, elapsed_seconds: seconds });
    }
    case 'waiting_for_operator': {
      const text = `${event.address}: waiting for an operator to decide work order ${event.workOrder}`;
      return info('log', text);
    }
    case 'provision_start':
      return provision(event, `Provisioning with '${event.provisioner}'...`);
    case 'provision_progress':
      return provision(event, `(${event.provisioner}): ${event.output}`, { output: event.output });
    case 'provision_complete':
      return provision(event, `(${event.provisioner}) Provisioning complete`);
    case 'provision_errored':
      return provision(event, `(${event.provisioner}) Provisioning errored`);
    default:
      return undefined;
  }
}

/** Told from time to time while an operation runs. */
export function progressMessage(address: string, action: ApplyAction, seconds: number): Message {
  const text = `Still ${WORDS[action].goesOn}... [${seconds}s elapsed]`;
  return hook('apply_progress', address, text, { action, elapsed_seconds: seconds });
}

function started(address: string, action: ApplyAction, id: string | undefined): Message {
  const text = `${WORDS[action].starts}...${shown(id)}`;
  return hook('apply_start', address, text, { action, ...idJson(id) });
}

function completed(address: string, action: ApplyAction, id: string | undefined, seconds: number): Message {
  const text = `${WORDS[action].is} complete after ${seconds}s${shown(id)}`;
  return hook('apply_complete', address, text, { action, ...idJson(id), elapsed_seconds: seconds });
}

function provision(
  { kind, address, provisioner }: { kind: string; address: string; provisioner: string },
  text: string,
  more: JsonObject = {},
): Message {
  return hook(kind, address, text, { provisioner, ...more });
}

function hook(type: string, address: string, text: string, content: JsonObject): Message {
  const parsed = parseAddress(address);
  const resource = parsed ? resourceJson(parsed) : { addr: address };
  return info(type, `${address}: ${text}`, { hook: { resource, ...content } });
}

const shown = (id: string | undefined): string => (id === undefined ? '' : ` [id=${id}]`);

const idJson = (id: string | undefined): JsonObject =>
  id === undefined ? {} : { id_key: 'id', id_value: id };

/** `data.terraform_remote_state` over state files on this machine. */

import { errorDiagnostic } from '../../values/diagnostic.ts';
import { asMap, asString, getAttr, nul, object, type Value } from '../../values/value.ts';
import { ok, refused } from '../base.ts';
import type { Answer } from '../provider.ts';

/** Outputs of the state file at a path; undefined when there is no such file. Throws `DiagnosticError`. */
export type ReadOutputs = (path: string) => ReadonlyMap<string, Value> | undefined;

export function readRemoteState(config: Value, readOutputs: ReadOutputs | undefined): Answer<Value> {
  const backend = asString(getAttr(config, 'backend') as Value);
  if (backend !== 'local' || readOutputs === undefined) {
    const detail = `The outputs of a state in the backend "${backend}" cannot be read. Use a state file ("local"), or use Terraform for this.`;
    return refused(errorDiagnostic('ZTC-E-BACKEND-UNSUPPORTED', 'Unsupported backend', detail));
  }
  const settings = getAttr(config, 'config') ?? nul();
  const setting = (name: string): string | undefined => {
    const given = settings.state === 'known' ? asMap(settings).get(name) : undefined;
    return given?.state === 'known' && given.type.kind === 'string' ? asString(given) : undefined;
  };
  const workspace = getAttr(config, 'workspace');
  const named = workspace?.state === 'known' ? asString(workspace) : 'default';
  const path =
    named === 'default'
      ? (setting('path') ?? 'terraform.tfstate')
      : `${setting('workspace_dir') ?? 'terraform.tfstate.d'}/${named}/terraform.tfstate`;
  const found = readOutputs(path);
  if (found === undefined) {
    const detail = `There is no state file at ${path}. Apply the configuration that writes it first.`;
    return refused(errorDiagnostic('ZTC-E-STATE-MISSING', 'Unable to find remote state', detail));
  }
  const defaults = getAttr(config, 'defaults') ?? nul();
  const outputs = new Map(defaults.state === 'known' ? asMap(defaults) : []);
  for (const [name, value] of found) outputs.set(name, value);
  return ok(object(new Map(asMap(config)).set('outputs', object(outputs))));
}

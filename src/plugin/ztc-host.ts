/** The `ztc` provider as the plugin serves it: connected to the platform as the command line is. */

import { type Context, contextOf } from '../cli/context.ts';
import { connectPlatform, defaultDataDir, type Platform, withSettings } from '../cli/platform.ts';
import type { ControlPlaneClient } from '../client/client.ts';
import type { SingleJudge } from '../provider/ztc/single-object.ts';
import { type ZtcSettings, ztcProviderFactory } from '../provider/ztc/ztc-provider.ts';
import { loadRegistry } from '../schema/registry.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { ProviderService } from './service.ts';

export function ztcService(process: NodeJS.Process, log: Log): ProviderService {
  return new ProviderService(ztcHost(contextFor(process, log)), log);
}

/** Nobody reads a plugin's output: what is told goes to the log. */
function contextFor(process: NodeJS.Process, log: Log): Context {
  const tell = (text: string): void => log.write('info', text.trimEnd());
  return { ...contextOf(process, {}), out: tell, write: tell, note: tell, draw: tell };
}

function ztcHost(context: Context): Host {
  const registry = loadRegistry();
  const platforms: Promise<Platform>[] = [];
  const loaded: { judge?: Promise<SingleJudge>; current?: SingleJudge } = {};
  const connect = async (settings: ZtcSettings): Promise<ControlPlaneClient> => {
    const platform = connectPlatform(withSettings(context, settings), {
      dir: defaultDataDir(context),
      ...operatorOf(context),
    });
    platforms.push(platform);
    return (await platform).client;
  };
  const judge: SingleJudge = (...given) => loaded.current?.(...given) ?? [];
  return {
    create: ztcProviderFactory({ registry, connect, judge }),
    readyToValidate: async () => {
      loaded.judge ??= loadJudge();
      loaded.current = await loaded.judge;
    },
    close: async () => {
      for (const platform of await Promise.allSettled(platforms)) {
        if (platform.status === 'fulfilled') await platform.value.close();
      }
    },
  };
}

/** Who decides work orders of the embedded control plane, where there is no flag to say it. */
function operatorOf({ env }: Context): { operator?: 'auto' | 'manual' } {
  const given = env.ZTC_OPERATOR;
  return given === 'auto' || given === 'manual' ? { operator: given } : {};
}

async function loadJudge(): Promise<SingleJudge> {
  const [{ loadCatalog }, { loadRuleSet }, { singleObjectJudge }] = await Promise.all([
    import('../catalog/catalog.ts'),
    import('../rules/registry.ts'),
    import('../provider/ztc/single-object.ts'),
  ]);
  const asOf = (): string => new Date().toISOString().slice(0, 10);
  return singleObjectJudge({ registry: loadRegistry(), catalog: loadCatalog(), rules: loadRuleSet(), asOf });
}

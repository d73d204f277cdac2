/** Changes the first object of a type behind everybody's back, as somebody in the web console would: TYPE ATTRIBUTE VALUE. */
import { connectEmbedded } from '../src/client/connect.ts';
import { createControlPlane } from '../src/controlplane/server.ts';

const [type, attribute, value] = process.argv.slice(2);
if (type === undefined || attribute === undefined || value === undefined) {
  throw new Error('usage: change-in-console.ts TYPE ATTRIBUTE VALUE');
}
const controlPlane = createControlPlane({ dir: '.ztc' });
const client = connectEmbedded(controlPlane, { operatorKey: controlPlane.credentials.operator });
const { items } = await client.list(type, { limit: 1 });
const [object] = items;
if (!object) throw new Error(`there is no ${type}`);
const before = object.attributes[attribute];
await client.mutate(type, object.id, { [attribute]: JSON.parse(value) as number }, 'somebody in the console');
console.log(`${type} ${object.id}: ${attribute} ${JSON.stringify(before)} -> ${value}`);
await client.close();
await controlPlane.close();

/** A server process for the crash test: serves a folder and says where. */
import { listen } from './listen.ts';
import { createControlPlane } from './server.ts';

const controlPlane = createControlPlane({ dir: process.argv[2] ?? '' });
const { endpoint } = await listen(controlPlane);
process.stdout.write(`${endpoint}\n`);

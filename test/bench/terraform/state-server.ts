/**
 * Keeps one Terraform state in memory, as the `http` backend wants it. A process of its own, because the bench waits for the
 * commands that it measures. Prints its port; ends with its parent.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

let state: Buffer | undefined;

const server = createServer(async (request, response) => {
  if (request.method === 'POST') {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    state = Buffer.concat(chunks);
  }
  if (request.method === 'GET' && state) response.end(state);
  else response.writeHead(request.method === 'GET' ? 404 : 200).end();
});

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume().once('end', () => process.exit());

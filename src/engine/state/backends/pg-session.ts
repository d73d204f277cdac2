/** One connection to PostgreSQL. What is locked on it is locked as long as it lasts. */

import type { Client, ClientConfig, QueryResultRow } from 'pg';

export class PgSession {
  readonly #client: Client;
  #lost = false;

  private constructor(client: Client) {
    this.#client = client;
    const over = (): void => {
      this.#lost = true;
    };
    client.on('error', over);
    client.on('end', over);
  }

  static async open(config: ClientConfig): Promise<PgSession> {
    const { Client } = (await import('pg')).default;
    const client = new Client(config);
    const session = new PgSession(client);
    await client.connect();
    return session;
  }

  /** Whether the server has let go of everything that was locked here. */
  get lost(): boolean {
    return this.#lost;
  }

  async rows<R extends QueryResultRow>(text: string, values: unknown[] = []): Promise<readonly R[]> {
    try {
      return (await this.#client.query<R>(text, values)).rows;
    } catch (e) {
      this.#lost ||= isFatal(e);
      throw e;
    }
  }

  quoted(identifier: string): string {
    return this.#client.escapeIdentifier(identifier);
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => {});
  }
}

/** The server ends the connection, whatever was asked. */
function isFatal(e: unknown): boolean {
  if (!(e instanceof Error)) return false;
  return ('code' in e && String(e.code).startsWith('57P')) || /connection terminated/i.test(e.message);
}

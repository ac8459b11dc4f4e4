import pg from 'pg';
import type { NotificationListener } from './database.ts';
import type { SessionClient } from './session.ts';

/**
 * One PostgreSQL session that hears notifications for everybody in this process. When it breaks, all
 * subscribers are told, and the next `connect` opens another: a LISTEN belongs to its session.
 */
export const openListener = (config: pg.ClientConfig, onError: (error: Error) => void) => {
  const subscribers = new Set<NotificationListener>();
  let current: Promise<pg.Client> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let closing = false;

  const lose = (attempt: Promise<pg.Client> | undefined, error: Error): void => {
    if (closing || current !== attempt) return;
    current = undefined;
    onError(error);
    for (const subscriber of [...subscribers]) subscriber.onLost(error);
  };

  const open = (): Promise<pg.Client> => {
    const client = new pg.Client(config);
    const attempt = client.connect().then(() => client);
    client.on('error', (error) => lose(attempt, error));
    client.on('end', () => lose(attempt, new Error('the listening session ended')));
    client.on('notification', ({ channel, payload }) => {
      for (const subscriber of [...subscribers]) subscriber.onNotification(channel, payload ?? '');
    });
    attempt.catch(() => {
      if (current === attempt) current = undefined;
    });
    return attempt;
  };

  return {
    async connect(): Promise<SessionClient> {
      current ??= open();
      const client = await current;
      return {
        // One after the other: everybody in the process shares this session.
        query: <R>(text: string, values?: readonly unknown[]) => {
          const result = last.then(() =>
            client.query<R & pg.QueryResultRow>(text, values && [...values]),
          );
          last = result.catch(() => undefined);
          return result;
        },
      };
    },
    subscribe(listener: NotificationListener): () => void {
      subscribers.add(listener);
      return () => subscribers.delete(listener);
    },
    async close(): Promise<void> {
      closing = true;
      const client = await current?.catch(() => undefined);
      await client?.end();
    },
  };
};

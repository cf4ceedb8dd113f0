import type { DeployedClient, DeployedPool } from '../template/deployment.ts';

export interface FoundClient {
  readonly pool: DeployedPool;
  readonly client: DeployedClient;
}

/** The pools' clients. @param url - of the platform: what the templates have at the website's address is here */
export function createClients(url: string, pools: readonly DeployedPool[]) {
  const isOneOf = (urls: readonly string[], asked: string): boolean =>
    urls.some((each) => `${url}${new URL(each).pathname}` === asked);
  return {
    find(clientId: string | undefined): FoundClient | undefined {
      for (const pool of pools) {
        const client = pool.clients.find((each) => each.clientId === clientId);
        if (client) return { pool, client };
      }
      return undefined;
    },
    comesBackTo: ({ client }: FoundClient, asked: string): boolean => isOneOf(client.callbackUrls, asked),
    signsOutTo: ({ client }: FoundClient, asked: string): boolean => isOneOf(client.logoutUrls, asked),
  };
}
export type Clients = ReturnType<typeof createClients>;

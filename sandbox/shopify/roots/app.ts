import { z } from 'zod';
import type { RootModule } from '../graphql/define.ts';
import { RequestError, userError } from '../graphql/errors.ts';

const payloadLimitBytes = 50_000;

/** The app as it sees itself, and the triggers it sends to Shopify Flow. */
export const appRoots: RootModule = {
  queries: {
    currentAppInstallation: (_, { shop }) => ({
      __typename: 'AppInstallation',
      id: shop.appId.replace('/App/', '/AppInstallation/'),
      launchUrl: `https://${shop.domain}/admin/apps/backhaul`,
      uninstallUrl: null,
      accessScopes: shop.settings
        .get('accessScopes')
        .map((handle) => ({ handle, description: handle.replaceAll('_', ' ') })),
      app: {
        __typename: 'App',
        id: shop.appId,
        title: 'Sandbox app',
        handle: 'sandbox-app',
        apiKey: shop.clientId,
      },
    }),
  },
  mutations: {
    flowTriggerReceive: (args, { shop }) => {
      const { handle, payload } = z
        .object({ handle: z.string().nullish(), payload: z.unknown(), body: z.string().nullish() })
        .parse(args);
      if (handle == null) {
        throw new RequestError(
          'SANDBOX_NOT_MODELLED',
          'flowTriggerReceive(body:) is not modelled by the sandbox',
        );
      }
      if (Buffer.byteLength(JSON.stringify(payload) ?? '') > payloadLimitBytes) {
        return {
          userErrors: [
            userError(['payload'], 'Payload is too large. Maximum size is 50000 bytes.'),
          ],
        };
      }
      shop.flowTriggers.push({ at: shop.now(), handle, payload });
      return { userErrors: [] };
    },
  },
};

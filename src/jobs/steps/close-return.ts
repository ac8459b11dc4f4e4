import {
  type CloseReturnVariables,
  closeReturnVariables,
  closeReturn as send,
} from '../../connectors/shopify/close-return.ts';
import type { CloseReturn } from '../../domain/step.ts';
import { changeReturn } from './change-return.ts';

/** Closes the return in Shopify, so that nobody refunds it a second time from the admin. */
export const closeReturn = changeReturn<CloseReturn, CloseReturnVariables>({
  kind: 'close-return',
  variables: closeReturnVariables,
  send,
  isMade: (status) => status === 'CLOSED',
});

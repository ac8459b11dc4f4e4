import {
  type CancelReturnVariables,
  cancelReturnVariables,
  cancelReturn as send,
} from '../../connectors/shopify/cancel-return.ts';
import type { CancelReturn } from '../../domain/step.ts';
import { changeReturn } from './change-return.ts';

/** Cancels the return in Shopify after its RMA was closed with nothing received or credited. */
export const cancelReturn = changeReturn<CancelReturn, CancelReturnVariables>({
  kind: 'cancel-return',
  variables: cancelReturnVariables,
  send,
  isMade: (status) => status === 'CANCELED',
});

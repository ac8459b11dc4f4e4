import {
  type ApproveReturnVariables,
  approveReturnVariables,
  approveReturn as send,
} from '../../connectors/shopify/approve-return.ts';
import type { ApproveReturn } from '../../domain/step.ts';
import { changeReturn } from './change-return.ts';

/** Approves the customer's request in Shopify, which tells nobody: the telling is ours. */
export const approveReturn = changeReturn<ApproveReturn, ApproveReturnVariables>({
  kind: 'approve-return',
  variables: approveReturnVariables,
  send,
  isMade: (status) => status !== 'REQUESTED',
});

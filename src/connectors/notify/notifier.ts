import type { Problem } from '../../domain/problem.ts';

/** One message, ready to go. `effectId` names it for ever, whatever way it takes. */
export interface Notice {
  readonly effectId: string;
  readonly audience: 'customer' | 'operations';
  /** A mail address; null for operations, who are reached by what is configured. */
  readonly to: string | null;
  /** One line. */
  readonly subject: string;
  readonly text: string;
}

export type NoticeResult =
  | { readonly ok: true; readonly remoteId?: string } // the other side has taken it over
  | { readonly ok: false; readonly problem: Problem }; // the problem's retry class says how far it got

/** What can be learnt about a message afterwards; mail and chat cannot be asked. */
export type NoticeFate = 'sent' | 'absent' | 'unknown';

export interface Notifier {
  /**
   * Hands one message over. Never rejects. `notice-refused` did not go out (`never` until something
   * changes, `after` a pause, `free` when nothing was reached); `notice-outcome-unknown` may have.
   */
  send(notice: Notice): Promise<NoticeResult>;
  probe(effectId: string): Promise<NoticeFate>;
}

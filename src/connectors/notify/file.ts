import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Notice, NoticeFate, Notifier } from './notifier.ts';
import { maybeSent, notSent } from './refusals.ts';

const lineSchema = z.object({ effectId: z.string() });

/**
 * Appends each message as one JSON line, for trying things out and for handing messages to a system
 * of one's own. The file can be asked for an effect id, so that a lost outcome can be looked up.
 */
export function createFileNotifier(options: {
  readonly path: string;
  readonly now?: () => Date;
}): Notifier {
  const { path, now = () => new Date() } = options;
  return {
    send: async (notice) => {
      const line = `${JSON.stringify({ at: now().toISOString(), ...fieldsOf(notice) })}\n`;
      let writing = false;
      try {
        await mkdir(dirname(path), { recursive: true });
        // O_APPEND: lines of several processes do not overwrite each other.
        const file = await open(path, 'a+', 0o600);
        try {
          const start = (await endsInLine(file)) ? '\n' : '';
          writing = true;
          await file.appendFile(start + line);
          await file.datasync();
        } finally {
          await file.close();
        }
        return { ok: true, remoteId: notice.effectId };
      } catch (cause) {
        return writing
          ? maybeSent('The notice file may not have been written to the end', cause)
          : notSent('The notice file cannot be opened', 'after', { cause });
      }
    },
    probe: (effectId) => probeFile(path, effectId),
  };
}

/** Whether a crash left the last line unfinished: the next one must not be glued to it. */
async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}

async function probeFile(path: string, effectId: string): Promise<NoticeFate> {
  try {
    const lines = (await readFile(path, 'utf8')).split('\n');
    return lines.some((line) => effectIdOf(line) === effectId) ? 'sent' : 'absent';
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing ? 'absent' : 'unknown';
  }
}

/** Null for a line that a crash left unfinished. */
function effectIdOf(line: string): string | null {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data?.effectId ?? null;
  } catch {
    return null;
  }
}

const fieldsOf = ({ effectId, audience, to, subject, text }: Notice) => ({
  effectId,
  audience,
  to,
  subject,
  text,
});

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export interface Child {
  readonly process: ChildProcess;
  /** Resolves with exit code or signal. */
  readonly ended: Promise<string>;
  /** The last lines it wrote. */
  tail(lines: number): string;
  /** Asks it to end, insists after `patienceMs`, and waits. */
  stop(patienceMs?: number): Promise<void>;
  /** `kill -9`, as a machine that dies does it. */
  kill(): Promise<void>;
}

/**
 * Starts a Node program as a child of this process, writing to `logPath`. Its standard input is a
 * pipe that ends when this process dies, however it dies: the child must take that for its own end.
 */
export function spawnChild(
  program: URL,
  args: readonly string[],
  options: { readonly logPath: string; readonly env: NodeJS.ProcessEnv },
): Child {
  const log = openSync(options.logPath, 'a', 0o600);
  const child = spawn(process.execPath, [program.pathname, ...args], {
    stdio: ['pipe', log, log],
    env: options.env,
  });
  closeSync(log);
  // A child that died breaks the pipe; that is told by its end.
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  const running = () => child.exitCode === null && child.signalCode === null;
  return {
    process: child,
    ended,
    tail: (lines) => readFileSync(options.logPath, 'utf8').split('\n').slice(-lines).join('\n'),
    stop: async (patienceMs = 25_000) => {
      if (!running()) return;
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(insist);
    },
    kill: async () => {
      if (running()) child.kill('SIGKILL');
      await ended;
    },
  };
}

import { Worker } from 'node:worker_threads';
import type { FromThread, ToThread, WorkerSettings } from './protocol.ts';

/** Whoever has a thread: it hears what the thread says, and that it ended by itself. */
export interface ThreadOwner {
  heard(message: FromThread): void;
  /** @param why - none where it ended without an error */
  ended(why?: Error): void;
}

/** A thread with a function in it. */
export interface FunctionThread {
  post(message: ToThread): void;
  /** At once, whatever it is doing. */
  terminate(): Promise<unknown>;
  /** Once it does nothing: it is kept for others, or ends. */
  giveBack(): Promise<unknown>;
}

export interface Threads {
  /** Loads a function. @param log - takes what the thread says before the function's own log is open */
  load(settings: WorkerSettings, log: NodeJS.WritableStream, owner: ThreadOwner): FunctionThread;
}

interface Spare {
  readonly thread: Worker;
  /** The folder of the bundle that it had, which it will have compiled still. */
  readonly had: string;
  /** Hears that it ended by itself, as long as it is kept. */
  readonly ended: () => void;
}

function startThread(): Worker {
  const thread = new Worker(new URL('./worker.ts', import.meta.url), {
    env: {},
    stdout: true,
    stderr: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  // Each owner listens for itself, and who is kept has none: an end must not be an error that nobody hears.
  thread.on('error', () => undefined);
  return thread;
}

/**
 * The threads that functions run in.
 *
 * @param kept - how many are kept for the next platform once theirs has stopped, which spares it half of the time to load a function. What a
 * function had there is gone but for what Node itself remembers: its environment, its modules, its clock and its log are new
 */
export function createThreads(kept = 0): Threads {
  const spares: Spare[] = [];

  function forget(spare: Spare): void {
    const place = spares.indexOf(spare);
    if (place >= 0) spares.splice(place, 1);
  }

  function keep(thread: Worker, had: string): void {
    const spare: Spare = { thread, had, ended: () => forget(spare) };
    spares.push(spare);
    thread.unref();
    thread.once('exit', spare.ended);
    if (spares.length > kept) void spares.shift()?.thread.terminate();
  }

  function take(folder: string): Worker {
    const index = spares.findLastIndex(({ had }) => had === folder);
    const [spare] = index < 0 ? [] : spares.splice(index, 1);
    if (!spare) return startThread();
    spare.thread.off('exit', spare.ended);
    spare.thread.ref();
    return spare.thread;
  }

  return {
    load(settings, log, owner) {
      const thread = take(settings.folder);
      const listeners = { message: owner.heard, error: owner.ended, exit: () => owner.ended() };
      thread.on('message', listeners.message).on('error', listeners.error).on('exit', listeners.exit);
      thread.stdout.pipe(log, { end: false });
      thread.stderr.pipe(log, { end: false });
      const post = (message: ToThread) => thread.postMessage(message);
      post({ load: settings });

      /** False where it ended instead. */
      const unloaded = () =>
        new Promise<boolean>((resolve) => {
          const answered = (message: FromThread) => message === 'unloaded' && leave(true);
          const gone = () => leave(false);
          const leave = (isThere: boolean) => {
            thread.off('message', answered).off('exit', gone);
            resolve(isThere);
          };
          thread.on('message', answered).on('exit', gone);
          post('unload');
        });

      return {
        post,
        terminate: () => thread.terminate(),
        async giveBack() {
          thread.off('message', listeners.message).off('error', listeners.error).off('exit', listeners.exit);
          const isThere = kept > 0 && (await unloaded());
          thread.stdout.unpipe(log);
          thread.stderr.unpipe(log);
          if (isThere) keep(thread, settings.folder);
          else await thread.terminate();
        },
      };
    },
  };
}

export interface WorkerSettings {
  readonly folder: string;
  readonly handler: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly clockOffset: SharedArrayBuffer;
  /** The file that takes whatever it writes. */
  readonly logFile: string;
}

export interface WorkerRequest {
  readonly id: number;
  /** JSON, as Lambda hands it over. */
  readonly event: string;
  readonly requestId: string;
  readonly timeoutMs: number;
}

export type WorkerReply =
  | { readonly id: number; readonly ok: true; readonly payload: string }
  | {
      readonly id: number;
      readonly ok: false;
      readonly error: { readonly errorType: string; readonly errorMessage: string; readonly trace: string };
    };

/** What a thread is told: to load a function, to have it take an event, to forget it. */
export type ToThread = { readonly load: WorkerSettings } | { readonly invoke: WorkerRequest } | 'unload';

export type FromThread = 'loaded' | 'unloaded' | WorkerReply;

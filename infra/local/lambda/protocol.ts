export interface WorkerSettings {
  readonly folder: string;
  readonly handler: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memorySize: number;
  readonly clockOffset: SharedArrayBuffer;
}

export interface WorkerRequest {
  readonly id: number;
  readonly event: unknown;
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

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** Answers a request, or nothing where it is not the one to answer it. */
type Answer = (request: IncomingMessage, response: ServerResponse, address: URL) => Promise<void> | undefined;

/** Appended rather than resolved: `//[` is a path to an HTTP server, and no URL to a resolver. */
const addressOf = (base: string, target = '/'): URL => new URL(target.startsWith('/') ? base + target : base);

/** What listens at the platform's own address: whoever of these is the first to answer, answers. */
export function createFront(url: string, answers: readonly Answer[]): RequestListener {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = addressOf(url, request.url);
    for (const each of answers) {
      const answered = each(request, response, address);
      if (answered) return answered;
    }
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A caller who hangs up is no fault of the platform.
      const hungUp = request.readableAborted || response.destroyed;
      if (!hungUp) console.error(error);
      if (hungUp || response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  };
}

import type { APIGatewayProxyResult } from 'aws-lambda';
import { attachment } from '#platform/filenames.ts';
import type { Route, RouteFile } from './route.ts';

/**
 * @param content - given where the file's own is not to be asked for, which may be made only then
 * @throws where the route does not declare this media type
 */
export function fileReply(route: Route, file: RouteFile, content = file.content): APIGatewayProxyResult {
  const { mediaType, filename, cacheSeconds } = file;
  if (!route.files?.includes(mediaType)) throw new Error(`${route.operationId} does not declare ${mediaType}`);
  const hasOthers = route.files.length > 1 || Object.keys(route.replies).length > 0;
  const mayBeKept = route.audience.kind === 'public' && cacheSeconds !== undefined;
  return {
    statusCode: 200,
    headers: {
      'Content-Type': `${mediaType}; charset=utf-8`,
      'Cache-Control': mayBeKept ? `public, max-age=${cacheSeconds}` : 'no-store',
      ...(hasOthers && { Vary: 'Accept' }),
      ...(filename !== undefined && { 'Content-Disposition': attachment(filename) }),
    },
    body: content,
  };
}

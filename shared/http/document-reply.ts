import type { APIGatewayProxyResult } from 'aws-lambda';
import { attachment } from '#platform/filenames.ts';
import type { Route, RouteDocument } from './route.ts';

/** @throws where the route does not declare this media type */
export function documentReply(route: Route, document: RouteDocument): APIGatewayProxyResult {
  const { mediaType, content, filename, cacheSeconds } = document;
  if (!route.documents?.includes(mediaType)) throw new Error(`${route.operationId} does not declare ${mediaType}`);
  const hasOthers = route.documents.length > 1 || Object.keys(route.replies).length > 0;
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

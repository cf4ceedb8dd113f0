import type { APIGatewayProxyResult } from 'aws-lambda';
import { attachment } from '#platform/filenames.ts';
import { isBinary, type Route, type RouteFile } from './route.ts';

/** Nobody may keep what is somebody's; what is everybody's and may be kept is asked for again each time. */
export const cachingOf = ({ revalidates }: Route): string => (revalidates ? 'no-cache' : 'no-store');

/** Whoever keeps an answer keeps one for each media type, where there are several. */
export const varying = ({ files = [], replies }: Route): { readonly Vary?: string } =>
  files.length > 0 && files.length + Object.keys(replies).length > 1 ? { Vary: 'Accept' } : {};

/**
 * @param content - given where the file's own is not to be asked for, which may be made only then
 * @throws where the route does not declare this media type
 */
export function fileReply(route: Route, file: RouteFile, content = file.content): APIGatewayProxyResult {
  const { mediaType, filename, cacheSeconds } = file;
  if (!route.files?.includes(mediaType)) throw new Error(`${route.operationId} does not declare ${mediaType}`);
  const mayBeKept = route.audience.kind === 'public' && cacheSeconds !== undefined;
  return {
    statusCode: 200,
    headers: {
      'Content-Type': isBinary(mediaType) ? mediaType : `${mediaType}; charset=utf-8`,
      'Cache-Control': mayBeKept ? `public, max-age=${cacheSeconds}` : cachingOf(route),
      ...varying(route),
      ...(filename !== undefined && { 'Content-Disposition': attachment(filename) }),
    },
    ...(typeof content === 'string'
      ? { body: content }
      : { body: Buffer.from(content).toString('base64'), isBase64Encoded: true }),
  };
}

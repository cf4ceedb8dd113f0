import * as z from 'zod';
import { page, pageOf } from '#http/pages.ts';
import { area, route, staff } from '#http/route.ts';
import { NewNews, News, NewsChange, NewsPreview, NewsRelease, NewsSummary, newsId } from './schemas.ts';

const one = z.object({ newsId });

/** What staff write to those who consented to news. Nobody else is ever sent it. */
export const news = area('news', {
  writeNews: route({
    operationId: 'writeNews',
    method: 'POST',
    path: '/v1/admin/news',
    summary: 'Write a letter of news',
    description: 'Nothing is sent before another of the staff lets it go out.',
    audience: staff('bookings'),
    input: { body: NewNews },
    replies: { 201: News },
    problems: [],
  }),
  listNews: route({
    operationId: 'listNews',
    method: 'GET',
    path: '/v1/admin/news',
    summary: 'List the letters of news',
    description: 'The latest first.',
    audience: staff('bookings'),
    input: { query: page },
    replies: { 200: pageOf(NewsSummary) },
    problems: [],
  }),
  getNews: route({
    operationId: 'getNews',
    method: 'GET',
    path: '/v1/admin/news/{newsId}',
    summary: 'Read a letter of news',
    description: 'As it is written, and how far it has come.',
    audience: staff('bookings'),
    input: { path: one },
    replies: { 200: News },
    problems: ['news-not-found'],
  }),
  changeNews: route({
    operationId: 'changeNews',
    method: 'PATCH',
    path: '/v1/admin/news/{newsId}',
    summary: 'Change a letter of news',
    description: 'While it is a draft. Whoever changes it is one of those who wrote it.',
    audience: staff('bookings'),
    input: { path: one, body: NewsChange },
    replies: { 200: News },
    problems: ['news-not-found', 'stale-version', 'wrong-state'],
  }),
  previewNews: route({
    operationId: 'previewNews',
    method: 'POST',
    path: '/v1/admin/news/{newsId}/preview',
    summary: 'See a letter of news as it would be sent, and to how many',
    description: 'Nothing is sent. Whoever consents or stops meanwhile is counted when it goes out.',
    audience: staff('bookings'),
    input: { path: one },
    replies: { 200: NewsPreview },
    problems: ['news-not-found'],
  }),
  releaseNews: route({
    operationId: 'releaseNews',
    method: 'POST',
    path: '/v1/admin/news/{newsId}/release',
    summary: 'Let a letter of news go out',
    description:
      'By somebody who wrote nothing of it. It leaves within the hour, to so many an hour, and skips whoever stops news meanwhile. Sent again, it answers the same.',
    audience: staff('bookings'),
    input: { path: one, body: NewsRelease },
    replies: { 200: News },
    problems: ['news-not-found', 'stale-version', 'wrong-state', 'needs-another-person'],
  }),
  stopNews: route({
    operationId: 'stopNews',
    method: 'POST',
    path: '/v1/admin/news/{newsId}/stop',
    summary: 'Stop a letter of news',
    description: 'Whatever of it has not left yet does not leave. Sent again, it answers the same.',
    audience: staff('bookings'),
    input: { path: one },
    replies: { 200: News },
    problems: ['news-not-found'],
  }),
});

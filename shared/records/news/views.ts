import { newsFields } from '#domain/news/news.ts';
import { view } from '#privacy/views.ts';
import { NewsRecord } from './items.ts';

export const NewsStatusView = view('tell-about-services', NewsRecord, ['status']);
export const NewsView = view('tell-about-services', NewsRecord, Object.keys(newsFields) as (keyof typeof newsFields)[]);

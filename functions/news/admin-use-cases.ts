import type { UseCasesOf } from '#http/use-case.ts';
import type { news } from './contract.ts';
import { createPreviewNews } from './letters/preview-news.ts';
import { createGetNews, createListNews } from './letters/read-news.ts';
import { createReleaseNews, createStopNews } from './letters/release-news.ts';
import { createChangeNews, createWriteNews } from './letters/write-news.ts';
import type { wireForStaff } from './wiring.ts';

/** For staff who look after what is offered. */
export const createAdminUseCases = (deps: ReturnType<typeof wireForStaff>): UseCasesOf<typeof news, 'admin'> => ({
  writeNews: createWriteNews(deps),
  listNews: createListNews(deps),
  getNews: createGetNews(deps),
  changeNews: createChangeNews(deps),
  previewNews: createPreviewNews(deps),
  releaseNews: createReleaseNews(deps),
  stopNews: createStopNews(deps),
});

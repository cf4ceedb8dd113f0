import type { CourseProvider, Hub } from '#hub/hub.ts';
import type { Course } from './course.ts';

/** Whoever gives a course: by the hub's list, or as it was named. */
export function providerName({ funding }: Pick<Hub, 'funding'>, { provider }: Pick<Course, 'provider'>): string {
  const { providerId, name } = provider;
  return name ?? funding.providers.find((listed) => listed.providerId === providerId)?.name ?? '';
}

/** Those whose courses may begin on a day, or later. @param from - in London */
export const providersFrom = ({ funding }: Pick<Hub, 'funding'>, from: string): CourseProvider[] =>
  funding.providers.filter(({ until }) => until === null || until >= from);

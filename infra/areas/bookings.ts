import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type {
  BookingsAdminEnv,
  BookingsFollowUpEnv,
  BookingsListingEnv,
  BookingsMeEnv,
  BookingsPublicEnv,
  BookingsTendEnv,
} from '#functions/bookings/env.ts';
import type { EnvironmentOf } from '#platform/env.ts';
import { allowExports } from '../constructs/document-access.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { HubSchedule } from '../constructs/hub-schedule.ts';
import type { HubStack } from '../constructs/hub-stack.ts';
import { readQueue } from '../constructs/read-queue.ts';
import { allowAuditing, allowRecords } from '../constructs/table-access.ts';
import { watchedLine } from '../constructs/watched-queue.ts';
import {
  type ApiScope,
  apiTimeout,
  type EventsScope,
  rushTimeout,
  subjectsKeyOf,
  tablesTimeout,
  whereabouts,
} from './scope.ts';

/** One function's time for telling thousands of people, broken off and taken up again where that is not enough. */
const followUpTimeout = Duration.minutes(5);

/** Enough to list all sessions of a hub for the first time. */
const listingTimeout = Duration.minutes(1);

export function bookingsApi(scope: ApiScope): HubFunction<unknown>[] {
  return [bookingsPublic(scope), bookingsMe(scope), bookingsAdmin(scope)];
}

function bookingsPublic({ stack, settings, environment, records }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof BookingsPublicEnv>>(stack, {
    name: 'bookings-public',
    settings,
    timeout: rushTimeout,
    impact: 'People cannot see, book or cancel sessions',
    environment: { ...environment, ...subjectsKeyOf(records) },
  });
  allowRecords(fn, records, {
    session: ['read'],
    places: ['read', 'check', 'update'],
    listing: ['read'],
    listingWeek: ['query'],
    attendee: ['read', 'check', 'put', 'delete'],
    lineEntry: ['query', 'check', 'put', 'delete'],
    offer: ['delete'],
    booking: ['read', 'check', 'put', 'update'],
    accessNeeds: ['check', 'put', 'delete'],
    needsConsent: ['query', 'check', 'put', 'update'],
    certificate: ['read'],
    person: ['read', 'check', 'put', 'update'],
    address: ['read', 'check', 'put', 'update'],
    asks: ['read', 'check', 'put'],
    linksAsked: ['put'],
    groupBooking: ['read', 'check', 'put', 'update'],
    groupMember: ['query', 'check', 'put'],
    managed: ['check', 'put'],
    bookingLink: ['read'],
    groupBookingLink: ['read'],
    bookingEmail: ['check', 'put'],
    groupBookingEmail: ['check', 'put'],
    reply: ['read', 'check', 'put'],
    lists: ['publishedSessions', 'listingWeeks'],
  });
  return fn;
}

function bookingsMe({ stack, settings, environment, records }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof BookingsMeEnv>>(stack, {
    name: 'bookings-me',
    settings,
    timeout: apiTimeout,
    impact: 'Learners who are signed in cannot see their bookings',
    environment,
  });
  allowRecords(fn, records, {
    session: ['read'],
    places: ['read'],
    lineEntry: ['query'],
    // Whoever looks uses their account by that.
    person: ['read', 'update'],
    address: ['read', 'update'],
    lists: ['bookingsOfPerson'],
  });
  return fn;
}

function bookingsAdmin({ stack, settings, environment, records, documents }: ApiScope) {
  const fn = new HubFunction<EnvironmentOf<typeof BookingsAdminEnv>>(stack, {
    name: 'bookings-admin',
    settings,
    timeout: tablesTimeout,
    impact: 'Staff cannot make or publish sessions, nor see who comes',
    environment: {
      ...environment,
      ...subjectsKeyOf(records),
      ...whereabouts({ documents }),
      AUDIT_TABLE: records.audit.tableName,
    },
  });
  allowRecords(fn, records, {
    session: ['read', 'put', 'update'],
    sessionCancellation: ['read', 'put'],
    places: ['read', 'put', 'update'],
    notices: ['put', 'update'],
    series: ['read', 'put'],
    attendee: ['read', 'put', 'delete'],
    lineEntry: ['query', 'check', 'put', 'delete'],
    offer: ['delete'],
    booking: ['read', 'put', 'update'],
    accessNeeds: ['read', 'put', 'delete'],
    needsConsent: ['put'],
    certificate: ['put', 'delete'],
    person: ['read', 'check', 'put', 'update'],
    address: ['read', 'check', 'put', 'update'],
    asks: ['read', 'update'],
    suppressedAddress: ['read', 'check'],
    bookingEmail: ['put'],
    reply: ['read', 'put'],
    lists: ['allSessions', 'bookingsOfSession'],
  });
  allowAuditing(fn, records.audit);
  allowExports(fn, 'bookings', documents);
  return fn;
}

/** What follows from a change of a session, on its way to who carries it out. */
export function bookingsQueues(stack: HubStack) {
  const followUps = watchedLine(stack, {
    ids: ['FollowUps', 'FollowUpDeadLetters'],
    functionTimeout: followUpTimeout,
    maxReceiveCount: 10,
    late: {
      after: Duration.minutes(15),
      impact: 'Offers, changes and reminders reach people a quarter of an hour late or more',
      runbook: 'follow-ups-late',
    },
    dead: 'Free places are not offered, people have not heard that their session changed or is cancelled, or who comes is listed as they were before',
  });
  const listing = watchedLine(stack, {
    ids: ['ListingChanges', 'ListingDeadLetters'],
    functionTimeout: listingTimeout,
    // Handed out again while it is being done, it writes the same.
    hiddenFor: listingTimeout.plus(Duration.seconds(15)),
    maxReceiveCount: 10,
    late: {
      after: Duration.minutes(15),
      impact: 'The public list of sessions and the calendar are a quarter of an hour old or more',
      runbook: 'follow-ups-late',
    },
    dead: 'The public list of sessions and the calendar show some sessions as they were',
  });
  return {
    followUps: followUps.queue,
    followUpDeadLetters: followUps.dead,
    listingChanges: listing.queue,
    listingDeadLetters: listing.dead,
  };
}

interface BookingsEvents extends EventsScope {
  readonly followUps: Queue;
  readonly listingChanges: Queue;
}

export function bookingsEvents(scope: BookingsEvents): HubFunction<unknown>[] {
  return [followUp(scope), tendSessions(scope), renewListing(scope)];
}

function followUp({ stack, settings, records, followUps }: BookingsEvents) {
  const fn = new HubFunction<EnvironmentOf<typeof BookingsFollowUpEnv>>(stack, {
    name: 'bookings-follow-up',
    settings,
    timeout: followUpTimeout,
    impact:
      'Free places are not offered, people do not hear that their session has changed or is cancelled, lost links are not sent again, and bookings do not follow a changed profile',
    environment: {
      RECORDS_TABLE: records.records.tableName,
      ...subjectsKeyOf(records),
      FOLLOW_UPS_QUEUE_URL: followUps.queueUrl,
    },
  });
  allowRecords(fn, records, {
    session: ['read'],
    sessionCancellation: ['read'],
    places: ['read', 'check', 'update'],
    notices: ['read', 'update'],
    attendee: ['query', 'update', 'delete'],
    lineEntry: ['query', 'delete'],
    offer: ['query', 'put', 'delete'],
    // What points to a booking from beside it, for the manager whom it names, is written anew where its session moves.
    booking: ['read', 'put', 'update'],
    accessNeeds: ['read', 'check', 'update', 'delete'],
    needsConsent: ['query', 'update'],
    person: ['read', 'check'],
    address: ['read'],
    asks: ['read', 'check', 'put'],
    linksAsked: ['read', 'delete'],
    managed: ['query'],
    groupBooking: ['read'],
    groupMember: ['query'],
    // To send their links again.
    fundingRequest: ['read'],
    statement: ['read'],
    bookingEmail: ['put'],
    groupBookingEmail: ['put'],
    sessionEmail: ['put'],
    fundingRequestEmail: ['put'],
    statementEmail: ['put'],
    lists: ['bookingsOfPerson'],
  });
  // One at a time: each may take the function's whole time, and one that was not tried would count as if it had been.
  readQueue(fn, followUps, { batchSize: 1, maxConcurrency: 5 });
  return fn;
}

function tendSessions({ stack, settings, records, followUps, listingChanges, eventDeadLetters }: BookingsEvents) {
  const fn = new HubFunction<EnvironmentOf<typeof BookingsTendEnv>>(stack, {
    name: 'bookings-tend',
    settings,
    timeout: Duration.minutes(1),
    impact: 'Reminders are not sent, and places that nobody answered for are kept from those who wait',
    environment: {
      RECORDS_TABLE: records.records.tableName,
      FOLLOW_UPS_QUEUE_URL: followUps.queueUrl,
      LISTING_CHANGES_QUEUE_URL: listingChanges.queueUrl,
    },
    deadLetterQueue: eventDeadLetters,
  });
  allowRecords(fn, records, {
    session: ['read'],
    places: ['read'],
    notices: ['read'],
    listing: ['read', 'update'],
    listingWeek: ['query'],
    lists: ['publishedSessions', 'sessionsToTell', 'offersByEnd'],
  });
  fn.allow(['sqs:SendMessage'], [followUps.queueArn, listingChanges.queueArn]);
  new HubSchedule(stack, 'TendSessions', {
    fn,
    settings,
    deadLetterQueue: eventDeadLetters,
    name: 'tend-sessions',
    description: 'Looks after offers that end, reminders that are due and sessions with too few people',
    every: Duration.minutes(5),
  });
  return fn;
}

/** Keeps what anybody may see of sessions in step with them. */
function renewListing({ stack, settings, records, listingChanges }: BookingsEvents) {
  const fn = new HubFunction<EnvironmentOf<typeof BookingsListingEnv>>(stack, {
    name: 'bookings-listing',
    settings,
    timeout: listingTimeout,
    impact: 'The public list of sessions and calendars show sessions as they were, and none that are new',
    environment: {
      RECORDS_TABLE: records.records.tableName,
      LISTING_CHANGES_QUEUE_URL: listingChanges.queueUrl,
    },
  });
  allowRecords(fn, records, {
    session: ['read'],
    places: ['read'],
    listing: ['read', 'put'],
    listingWeek: ['read', 'query', 'put', 'update'],
    lists: ['publishedSessions'],
  });
  // All of a week that has come by then is one renewal.
  readQueue(fn, listingChanges, { batchSize: 10, maxConcurrency: 5 });
  return fn;
}

import type { DocumentRefusal } from '#email/documents/refusals.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import type { DocumentsToCheck, UploadedDocument } from '#records/documents/checking.ts';
import type { Documents } from '#records/documents/documents.ts';
import { type ObjectsOf, objectsOf } from '#records/documents/object-keys.ts';
import type { TrainingDocuments } from '#records/documents/training-documents.ts';
import type { OwedEmail } from '#records/emails/emails.ts';
import type { FundingRequests } from '#records/funding/requests.ts';
import { createTellLearner, createTellUploader } from './tell-uploader.ts';

/** Documents that are kept alike, as what checks them sees them. */
export interface KindOfDocuments<D extends UploadedDocument> {
  /** Where their files lie. */
  readonly objects: ObjectsOf;
  readonly documents: DocumentsToCheck<D>;
  /** What whoever uploaded one is owed of its refusal; nothing where nobody is there to be told. */
  readonly wordTo: (document: D, why: DocumentRefusal, work: Work) => Promise<OwedEmail | undefined>;
}

export interface KindsDeps {
  readonly documents: Documents;
  readonly requests: FundingRequests;
  readonly trainingDocuments: TrainingDocuments;
  readonly newId: NewId;
}

/** Whatever is uploaded is of one of these. @param made - what is made for each */
export const ofEachKind = <T>(
  deps: KindsDeps,
  made: <D extends UploadedDocument>(kind: KindOfDocuments<D>) => T,
): T[] => [
  made({ objects: objectsOf.funding, documents: deps.documents, wordTo: createTellUploader(deps) }),
  made({ objects: objectsOf.training, documents: deps.trainingDocuments, wordTo: createTellLearner(deps) }),
];

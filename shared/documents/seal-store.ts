import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

/** Where the trail's heads are sealed: a bucket whose objects nobody can change or delete before their time. */
export interface SealStore {
  /** Answers whether it is kept now; a day that is sealed is not sealed again. */
  keep(day: string, seal: string): Promise<'kept' | 'kept-before'>;
  /** The days of which there is a seal, first to last. */
  days(): Promise<string[]>;
  read(day: string): Promise<string>;
}

const folder = 'audit-heads/';
const keyOf = (day: string): string => `${folder}${day}.json`;

export function createSealStore({ s3, bucket }: { readonly s3: S3Client; readonly bucket: string }): SealStore {
  return {
    async keep(day, seal) {
      try {
        await s3.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: keyOf(day),
            Body: seal,
            ContentType: 'application/json',
            IfNoneMatch: '*',
            // S3 takes nothing under Object Lock without one.
            ChecksumAlgorithm: 'SHA256',
          }),
        );
        return 'kept';
      } catch (error) {
        if ((error as Error).name === 'PreconditionFailed') return 'kept-before';
        throw error;
      }
    },

    async days() {
      const found: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: folder })) {
        found.push(...Contents.map(({ Key = '' }) => Key.slice(folder.length, -'.json'.length)));
      }
      return found.sort();
    },

    async read(day) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(day) }));
      return (await Body?.transformToString()) ?? '';
    },
  };
}

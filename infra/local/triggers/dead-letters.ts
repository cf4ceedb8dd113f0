/** Puts what could not be carried out in the queue that the templates name for it. */
export type DeadLetter = (queueArn: string | undefined, message: unknown) => Promise<void>;

export function createDeadLetter(sqsEndpoint: () => string, queueUrls: ReadonlyMap<string, string>): DeadLetter {
  return async (queueArn, message) => {
    const QueueUrl = queueArn === undefined ? undefined : queueUrls.get(queueArn);
    if (QueueUrl === undefined) return;
    await fetch(sqsEndpoint(), {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AmazonSQS.SendMessage' },
      body: JSON.stringify({ QueueUrl, MessageBody: JSON.stringify(message) }),
    });
  };
}

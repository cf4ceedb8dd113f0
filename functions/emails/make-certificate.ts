import { certificateUrl } from '#email/bookings/attended.ts';
import { renderCertificate } from '#pdf/certificate.ts';
import type { DeliverEmailDeps } from './deliver-email.ts';

/** The certificate of who attended, made of what their email says. */
export const createMakeCertificate =
  (deps: {
    readonly siteUrl: string;
    readonly hubName: string;
    /** Embedded, so that every name prints. */
    readonly font: Uint8Array;
  }): DeliverEmailDeps['makeAttachments'] =>
  async (message) => {
    if (message.kind !== 'attended') return [];
    const { name, session, certificateCode: code, issuedAt } = message.facts;
    const { title, provider, format, startsAt, endsAt } = session;
    const content = await renderCertificate(
      {
        hubName: deps.hubName,
        name,
        title,
        provider,
        format,
        startsAt,
        endsAt,
        code,
        verifyUrl: certificateUrl(deps.siteUrl, code),
        issuedAt: new Date(issuedAt),
      },
      { font: deps.font },
    );
    return [{ filename: `certificate-${code}.pdf`, contentType: 'application/pdf', content }];
  };

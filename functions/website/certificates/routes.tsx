import type { Hono } from 'hono';
import { typedCertificateCode } from '#domain/reference.ts';
import { answered } from '../api/answered.ts';
import type { SiteDeps } from '../deps.ts';
import { leftOut } from '../forms/form.ts';
import { askForCodePage, certificateForm, certificatePage, noCertificatePage } from './pages.tsx';

export function addCertificates(site: Hono, { api, page, hub }: SiteDeps): void {
  site.get('/certificates', (c) => {
    const typed = c.req.query();
    if (typed.code === undefined) return c.html(askForCodePage(page, { typed: {}, faults: {} }));
    const written = typedCertificateCode.safeParse(typed.code);
    if (written.success) return c.redirect(`/certificates/${written.data}`, 303);
    const detail = typed.code.trim() === '' ? leftOut : (written.error.issues[0]?.message ?? '');
    const faults = certificateForm.faultsOf([{ in: 'query', pointer: '/code', detail }]);
    return c.html(askForCodePage(page, { typed, faults }), 422);
  });

  site.get('/certificates/:code', async (c) => {
    const { data: code } = typedCertificateCode.safeParse(c.req.param('code'));
    // What is no code at all is none that we gave.
    const { certificate } = code === undefined ? {} : (await answered(api.checkCertificate({ path: { code } }))).body;
    return certificate && code !== undefined
      ? c.html(certificatePage(page, code, certificate))
      : c.html(noCertificatePage(page, code, hub.contact.email), 404);
  });
}

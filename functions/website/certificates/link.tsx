/** To the page that says, to anybody who is shown it, that a certificate is genuine. */
export const CertificateLink = ({ code }: { readonly code: string }) => <a href={`/certificates/${code}`}>{code}</a>;

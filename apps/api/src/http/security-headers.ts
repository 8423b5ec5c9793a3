import type { FastifyHelmetOptions } from '@fastify/helmet';

/** Nothing but our own style, scripts and icon; no frame around us; no hint to other sites where a reader came from. */
export const securityHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // the server speaks plain HTTP; whoever puts TLS in front says so there
  strictTransportSecurity: false,
  // browsers ignore both over plain HTTP, and complain of it on every page
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: { policy: 'same-origin' },
};

/** The page that shows the OpenAPI description brings styles of its own. */
export const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'";

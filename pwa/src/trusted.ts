/** The only Trusted Types policy: it lets through the addresses of our own scripts and nothing else. */

interface Rule {
  createScriptURL(url: string): unknown;
}

const ours = /^\/(sw\.js|assets\/[\w.-]+\.js)$/;

const rule = {
  createScriptURL(url: string): string {
    if (ours.test(url)) return url;
    throw new TypeError("script address refused");
  },
};

// TypeScript's library does not know Trusted Types; browsers without them take the plain string.
const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Rule): Rule } }).trustedTypes;
const policy: Rule = factory?.createPolicy("unsaid", rule) ?? rule;

/** `url` as the browser wants it for `serviceWorker.register` and `new Worker`; throws for an address that is not ours. */
export const scriptAddress = (url: string): string => policy.createScriptURL(url) as string;

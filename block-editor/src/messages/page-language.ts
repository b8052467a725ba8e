/** The language that the editor speaks, for numbers and times. */
export const pageLanguage = (): string => globalThis.document?.documentElement.lang || 'en';

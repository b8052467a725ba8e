import manifest from '../../package.json' with { type: 'json' };

export const SIDECAR_VERSION = manifest.version;

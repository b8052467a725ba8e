import { PROVIDER_DEFINITIONS } from '../providers/provider-definitions.ts';
import type { ProviderDefinition } from '../providers/provider-definition.ts';
import { SettingError } from './setting-error.ts';

/** How one provider is set up. */
export interface ConfiguredProvider {
	/** Null: not set. */
	apiKey: string | null;
	/** Null: not set, and no address is known. */
	baseUrl: string | null;
	others: Record<string, string>;
	/** Calls at once with its key; 0 is one a core. */
	concurrency: number;
}

type Environment = Record<string, string | undefined>;

/** By the provider's name. Throws a `SettingError` for the first value that cannot be used. */
export function readProviderSettings(environment: Environment): Record<string, ConfiguredProvider> {
	return Object.fromEntries(
		PROVIDER_DEFINITIONS.map((definition) => [definition.name, readOne(definition, environment)]),
	);
}

/** The variable that sets a provider's number of calls at once. */
function concurrencyVariable(provider: string): string {
	return `LIMNER_${provider.toUpperCase().replaceAll('-', '_')}_CONCURRENCY`;
}

function readOne(definition: ProviderDefinition, environment: Environment): ConfiguredProvider {
	return {
		apiKey: readKey(definition, environment),
		baseUrl: readBaseUrl(definition, environment),
		others: readOthers(definition, environment),
		concurrency: readConcurrency(definition, environment),
	};
}

function readKey(definition: ProviderDefinition, environment: Environment): string | null {
	if (definition.key === null) return null;
	const { variable, prefixes } = definition.key;
	const value = environment[variable]?.trim() ?? '';
	if (value === '') return null;
	const isOwn = prefixes?.some((prefix) => value.startsWith(prefix)) ?? false;
	const other = isOwn ? undefined : ownerOf(value, definition);
	// An address of one's own may stand in front of anything.
	if (other && !environment[definition.baseUrl?.variable ?? '']?.trim()) {
		throw new SettingError(
			variable,
			`this looks like a key of ${other.title}. Put it into ${other.key?.variable}, or give the key of ${definition.title}.`,
		);
	}
	return value;
}

/** The longest prefix decides: `sk-` is the beginning of several providers' keys. */
function ownerOf(key: string, asked: ProviderDefinition): ProviderDefinition | undefined {
	const owners = PROVIDER_DEFINITIONS.filter((definition) => definition.name !== asked.name).flatMap(
		(definition) =>
			(definition.key?.prefixes ?? [])
				.filter((prefix) => key.startsWith(prefix))
				.map((prefix) => ({ definition, length: prefix.length })),
	);
	return owners.toSorted((one, other) => other.length - one.length)[0]?.definition;
}

function readBaseUrl(definition: ProviderDefinition, environment: Environment): string | null {
	if (definition.baseUrl === null) return null;
	const { variable, default: usual } = definition.baseUrl;
	const value = environment[variable]?.trim() || usual;
	if (value === null) return null;
	if (!isWebAddress(value)) {
		throw new SettingError(
			variable,
			`give an address that begins with http:// or https://, such as ${usual ?? 'http://127.0.0.1:8188'}.`,
		);
	}
	return value.replace(/\/+$/, '');
}

function isWebAddress(value: string): boolean {
	return /^https?:\/\//.test(value) && URL.canParse(value);
}

function readOthers(definition: ProviderDefinition, environment: Environment): Record<string, string> {
	const others: Record<string, string> = {};
	for (const { variable, advice, isUsable } of definition.otherSettings ?? []) {
		const value = environment[variable]?.trim() ?? '';
		if (value === '') continue;
		if (!isUsable(value)) throw new SettingError(variable, advice);
		others[variable] = value;
	}
	return others;
}

function readConcurrency(definition: ProviderDefinition, environment: Environment): number {
	const variable = concurrencyVariable(definition.name);
	const value = environment[variable]?.trim() ?? '';
	if (value === '') return definition.concurrency;
	const places = Number(value);
	if (!Number.isInteger(places) || places < 1 || places > 64) {
		throw new SettingError(variable, 'give a whole number of calls at once, from 1 to 64.');
	}
	return places;
}

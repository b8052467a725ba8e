import type { LimitReport } from './call-pacer.ts';
import type { ImageProvider } from './image-provider.ts';

/** Everything about a provider but how it speaks: what it is called, what it is set up with, who checked it. */
export interface ProviderDefinition {
	/** Lower case, as in policies, the model table and the ledger. */
	name: string;
	/** For people. */
	title: string;
	drawnWithoutAi: boolean;
	/** Where its terms are; empty for what runs on a machine of one's own. */
	termsUrl: string;
	/** The environment variable with its key; null where it takes none. */
	key: KeySetting | null;
	/** The environment variable with its address; null where there is nothing to reach. */
	baseUrl: BaseUrlSetting | null;
	/** Further environment variables that it reads, by name; each optional unless it says so. */
	otherSettings?: readonly OtherSetting[];
	/** Which of them names the model that is taken where a policy names none. */
	modelSetting?: string;
	/** Calls at once with one key; `LIMNER_<NAME>_CONCURRENCY` overrides it. 0 is one a core. */
	concurrency: number;
	/** What the emulated wire format was made from; people are told where it is nothing. */
	checkedAgainst: { kind: 'sdk' | 'document' | 'nothing'; source: string };
	create(settings: ProviderSettings): ImageProvider;
}

interface KeySetting {
	variable: string;
	/** How keys of this provider begin, where they have a form of their own: a key of another provider is told apart. */
	prefixes?: readonly string[];
	/** It works without a key as well. */
	optional?: true;
}

interface BaseUrlSetting {
	variable: string;
	/** Null: the provider is offered once somebody sets its address. */
	default: string | null;
}

interface OtherSetting {
	variable: string;
	/** What to do where the value cannot be used. */
	advice: string;
	isUsable(value: string): boolean;
}

/** What a provider is made from; only made where key and address are there. */
export interface ProviderSettings {
	/** Empty where it takes none. */
	apiKey: string;
	/** Without a slash at the end; empty where there is nothing to reach. */
	baseUrl: string;
	/** Of `otherSettings`, what is set. */
	others: Readonly<Record<string, string>>;
	/** In place of the model's own time. */
	timeoutSeconds?: number;
	/** Called with what every answer says about the key's limits. */
	onLimits?: (report: LimitReport) => void;
}

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import {
	OPERATIONS,
	OPERATIONS_OFF_BY_DEFAULT,
	operationNameSchema,
	type Operation,
} from '@limner/shared/contracts/operation';
import { z } from 'zod';
import { readAlertSettings, type AlertSettings } from './read-alert-settings.ts';
import { readProviderSettings, type ConfiguredProvider } from './read-provider-settings.ts';
import { readS3Settings, type S3Settings } from './read-s3-settings.ts';
import { SettingError } from './setting-error.ts';

const addressSchema = z.url({ protocol: /^https?$/ });
/** Where a chat model is asked that has no address of its own. */
const OPENAI_BASE_URL = 'https://api.openai.com/v1';
const optionalText = z.string().trim().min(1).optional();

/** Every setting of the sidecar but those of the providers, with its default; an empty value counts as not set. */
const settingsSchema = z.object({
	/** TCP port; 0 takes a free one. */
	LIMNER_PORT: z.coerce.number().int().min(0).max(65535).default(4545),
	/** Address to listen on. Other than this machine's own only behind TLS. */
	LIMNER_HOST: z.string().trim().min(1).default('127.0.0.1'),
	/** The one folder that holds everything. */
	LIMNER_DATA_DIR: optionalText,
	/** Set: this chat model writes the prompts of a plan. */
	LIMNER_CHAT_MODEL: optionalText,
	/** Set: this chat model looks at each image for letters that nobody asked for; it is where the other one is. */
	LIMNER_VISION_MODEL: optionalText,
	LIMNER_CHAT_BASE_URL: addressSchema.optional(),
	LIMNER_CHAT_KEY: optionalText,
	/** Names of operations that are switched on beside the usual ones, with commas. */
	LIMNER_OPERATIONS: z
		.string()
		.transform((names) =>
			names
				.split(',')
				.map((name) => name.trim())
				.filter((name) => name !== ''),
		)
		.pipe(z.array(operationNameSchema))
		.default([]),
	/** Opens /docs and /openapi.json; not set: they answer 404. */
	LIMNER_OPERATOR_TOKEN: z.string().trim().min(16).optional(),
	LIMNER_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

const ADVICE: Record<string, string> = {
	LIMNER_PORT: 'give a port from 1 to 65535, or 0 for any free one.',
	LIMNER_HOST: 'give an address of this machine, such as 127.0.0.1.',
	LIMNER_CHAT_BASE_URL: 'give an address that begins with http:// or https://.',
	LIMNER_OPERATIONS: `give names with commas between them, of ${OPERATIONS_OFF_BY_DEFAULT.join(', ')}.`,
	LIMNER_OPERATOR_TOKEN: 'give at least 16 characters, or leave it out.',
	LIMNER_LOG_LEVEL: 'choose one of fatal, error, warn, info, debug, trace and silent.',
};

export interface Config {
	port: number;
	host: string;
	dataFolder: string;
	/** By the provider's name; every provider is in it. */
	providers: Record<string, ConfiguredProvider>;
	/** Null: prompts are written by rules. */
	chat: { model: string; baseUrl: string; apiKey: string } | null;
	/** Null: nobody looks at images for letters. */
	vision: Config['chat'];
	/** What may be asked for. */
	operations: ReadonlySet<Operation>;
	/** Null: images lie on the disk. */
	s3: S3Settings | null;
	alerts: AlertSettings;
	operatorToken: string | null;
	logLevel: z.infer<typeof settingsSchema>['LIMNER_LOG_LEVEL'];
}

/** Reads the environment once. Throws a `SettingError` for the first value that cannot be used. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
	const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
	const parsed = settingsSchema.safeParse(given);
	if (!parsed.success) {
		const setting = String(parsed.error.issues[0]?.path[0]);
		throw new SettingError(setting, ADVICE[setting] ?? 'this value cannot be used.');
	}
	const settings = parsed.data;
	const providers = readProviderSettings(given);
	return {
		port: settings.LIMNER_PORT,
		host: settings.LIMNER_HOST,
		dataFolder: resolve(settings.LIMNER_DATA_DIR ?? join(homedir(), '.local', 'share', 'limner')),
		providers,
		chat: chatSettings('LIMNER_CHAT_MODEL', settings, providers['openai']),
		vision: chatSettings('LIMNER_VISION_MODEL', settings, providers['openai']),
		operations: switchedOn(settings.LIMNER_OPERATIONS),
		s3: readS3Settings(given),
		alerts: readAlertSettings(given),
		operatorToken: settings.LIMNER_OPERATOR_TOKEN ?? null,
		logLevel: settings.LIMNER_LOG_LEVEL,
	};
}

/** A chat model at OpenAI needs nothing but its name: key and address are those of the images. */
function chatSettings(
	name: 'LIMNER_CHAT_MODEL' | 'LIMNER_VISION_MODEL',
	settings: z.infer<typeof settingsSchema>,
	openAi: ConfiguredProvider | undefined,
): Config['chat'] {
	const model = settings[name];
	if (model === undefined) return null;
	const apiKey = settings.LIMNER_CHAT_KEY ?? (settings.LIMNER_CHAT_BASE_URL ? 'none' : openAi?.apiKey);
	if (apiKey == null)
		throw new SettingError('LIMNER_CHAT_KEY', `${name} is set; give its key, or OPENAI_API_KEY.`);
	return {
		model,
		baseUrl: settings.LIMNER_CHAT_BASE_URL ?? openAi?.baseUrl ?? OPENAI_BASE_URL,
		apiKey,
	};
}

function switchedOn(added: Operation[]): ReadonlySet<Operation> {
	return new Set(
		OPERATIONS.filter((name) => !OPERATIONS_OFF_BY_DEFAULT.includes(name) || added.includes(name)),
	);
}

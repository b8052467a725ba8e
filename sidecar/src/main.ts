import { Command } from 'commander';
import { addCompareCommand } from './commands/compare.ts';
import { addEstimateCommand } from './commands/estimate.ts';
import { addIllustrateCommand } from './commands/illustrate.ts';
import { addImagesCommand } from './commands/images.ts';
import { addModelsCommand } from './commands/models.ts';
import { addOperationCommands } from './commands/operate.ts';
import { addPairCommand } from './commands/pair.ts';
import { addPromptsCommand } from './commands/prompts.ts';
import { addProvidersCommand } from './commands/providers.ts';
import { addServeCommand } from './commands/serve.ts';
import { addTemplatesCommand } from './commands/templates.ts';
import { addUsageCommand } from './commands/usage.ts';
import { SettingError } from './config/setting-error.ts';
import { SIDECAR_VERSION } from './config/version.ts';
import { CommandError } from './errors/command-error.ts';
import { describeError } from './errors/error-sentences.ts';
import { LimnerError } from './errors/limner-error.ts';

/** One line a command; each command's file says what it takes and constructs what it needs. */
const COMMANDS: ((program: Command) => void)[] = [
	addServeCommand,
	addPairCommand,
	addIllustrateCommand,
	addCompareCommand,
	addOperationCommands,
	addModelsCommand,
	addProvidersCommand,
	addTemplatesCommand,
	addEstimateCommand,
	addUsageCommand,
	addPromptsCommand,
	addImagesCommand,
];

export async function main(argv: string[]): Promise<void> {
	const program = new Command('limner')
		.description('Pictures for the sections of a post.')
		.version(SIDECAR_VERSION);
	for (const addCommand of COMMANDS) addCommand(program);
	try {
		await program.parseAsync(argv);
	} catch (error) {
		process.exitCode = 1;
		printError(error, argv.includes('--json'));
	}
}

/** What went wrong, its code, and what to do. */
function printError(error: unknown, asJson: boolean): void {
	if (error instanceof SettingError) return print('setting_wrong', error.message, '', asJson);
	if (error instanceof LimnerError) {
		const info = error.toInfo();
		const { title, advice } = describeError(info.code, info);
		return print(info.code, title, advice, asJson);
	}
	if (error instanceof CommandError) {
		const facts = { subject: error.subject, cause: error.message, amount: null, charged: 'no' as const };
		const { title, advice } = describeError(error.code, facts);
		return print(error.code, title, advice, asJson);
	}
	console.error(error);
}

function print(code: string, title: string, advice: string, asJson: boolean): void {
	if (asJson) console.log(JSON.stringify({ error: { code, title, advice } }, null, '\t'));
	else console.error(`${title} (${code}).${advice === '' ? '' : `\n${advice}`}`);
}

import { spawn } from 'node:child_process';

interface CommandOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Ends the command when it takes longer; in milliseconds. */
	timeout?: number;
}

/** Runs a command to its end and returns what it printed; throws with its error output when it fails. */
export function runCommand(
	command: string,
	parameters: string[],
	options: CommandOptions = {},
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		// Who is interrupted leaves no command running behind.
		const endWithUs = (): void => void child.kill('SIGTERM');
		process.once('exit', endWithUs);
		let output = '';
		let errors = '';
		child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
		child.on('error', (cause) =>
			reject(new Error(`${command} could not be run: ${cause.message}`, { cause })),
		);
		child.on('close', (code, signal) => {
			process.off('exit', endWithUs);
			if (code === 0) {
				resolve(output);
				return;
			}
			const detail = `${output.trim()}\n${errors.trim()}`.trim().slice(-4000);
			reject(new Error(`${command} ended with ${signal ?? `code ${code}`}: ${detail}`));
		});
	});
}

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import vitestConfig from '../vitest.config.ts';
import { projectFolder } from '../test/wordpress/project-paths.ts';
import { buildEditor } from './build-editor.ts';
import { chooseWordPressHost } from './choose-wordpress-host.ts';
import { provideChrome } from './provide-chrome.ts';
import { countResults, type Counts } from './count-results.ts';
import { describeFailure, listFailures, printFailures, type Failure } from './list-failures.ts';

/** In the order they run: what fails fastest comes first. */
const allProjects = listProjects();
/** These open a browser. */
const browserProjects = ['e2e'];

let current: ChildProcess | undefined;
function interrupt(signal: NodeJS.Signals): void {
	process.exitCode = 130;
	current?.kill(signal);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => interrupt(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM'));
}
process.on('disconnect', () => interrupt('SIGTERM'));

const failures: Failure[] = [];

async function runTests(): Promise<Counts> {
	const { values } = parseArgs({ options: { project: { type: 'string', multiple: true } } });
	const projects = values.project ?? allProjects;
	const unknown = projects.filter((name) => !allProjects.includes(name));
	if (unknown.length > 0) {
		throw new Error(
			`There is no test project "${unknown.join('", "')}"; there are ${allProjects.join(', ')}.`,
		);
	}
	const total: Counts = { passed: 0, failed: 0 };
	const add = (counts: Counts): void => {
		total.passed += counts.passed;
		total.failed += counts.failed;
	};
	process.env.LIMNER_WORDPRESS_HOST = chooseWordPressHost();
	console.log(`WordPress runs on the host "${process.env.LIMNER_WORDPRESS_HOST}" (LIMNER_WORDPRESS_HOST).`);
	await prepare(projects, add);
	if (values.project === undefined) {
		add(await runChecks());
	}
	for (const project of projects) {
		if (process.exitCode === undefined) {
			add(await runProject(project));
		}
	}
	return total;
}

function listProjects(): string[] {
	return (vitestConfig.test?.projects ?? []).map((project) => {
		if (typeof project === 'object' && 'test' in project && typeof project.test?.name === 'string') {
			return project.test.name;
		}
		throw new Error('Every project in vitest.config.ts needs a name, so that its results can be counted.');
	});
}

async function prepare(projects: string[], add: (counts: Counts) => void): Promise<void> {
	const report = (line: string): void => console.log(line);
	const steps = [async () => await buildEditor(report)];
	if (projects.some((project) => browserProjects.includes(project))) {
		steps.push(async () => {
			process.env.CHROME_PATH = await provideChrome(report);
		});
	}
	for (const step of steps) {
		try {
			await step();
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			console.error(message);
			failures.push(describeFailure('preparation', message));
			add({ passed: 0, failed: 1 });
		}
	}
}

/** Types, lint rules, import arrows, unused code, fresh contracts: one result for all of them. */
async function runChecks(): Promise<Counts> {
	console.log('\n== static checks ==');
	const npm = process.env.npm_execpath;
	const isScript = npm !== undefined && /\.c?js$/.test(npm);
	const { code, lastLines } = isScript
		? await run(process.execPath, [npm, 'run', 'check'], { keep: true })
		: await run('npm', ['run', 'check'], { keep: true });
	if (code === 0) return { passed: 1, failed: 0 };
	failures.push(describeFailure('npm run check', lastLines));
	return { passed: 0, failed: 1 };
}

async function runProject(project: string): Promise<Counts> {
	console.log(`\n== ${project} ==`);
	const folder = await mkdtemp(join(tmpdir(), 'limner-results-'));
	const results = join(folder, 'results.json');
	try {
		const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
		const parameters = ['run', '--project', project, '--reporter=default', '--reporter=json'];
		const { code } = await run(process.execPath, [vitest, ...parameters, `--outputFile.json=${results}`]);
		const text = await readFile(results, 'utf8').catch(() => undefined);
		failures.push(...listFailures(text, { project, folder: projectFolder, exitCode: code }));
		return countResults(text, code);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Shows what a command prints, and where it is wanted keeps its last lines. */
function run(
	command: string,
	parameters: string[],
	{ keep }: { keep: boolean } = { keep: false },
): Promise<{ code: number; lastLines: string }> {
	return new Promise((resolve, reject) => {
		let printed = '';
		const output = keep ? 'pipe' : 'inherit';
		const child = spawn(command, parameters, { cwd: projectFolder, stdio: ['inherit', output, output] });
		current = child;
		for (const [from, to] of [
			[child.stdout, process.stdout],
			[child.stderr, process.stderr],
		] as const) {
			from?.on('data', (chunk: Buffer) => {
				to.write(chunk);
				printed = (printed + chunk.toString()).slice(-2_000);
			});
		}
		child.on('error', reject);
		child.on(keep ? 'close' : 'exit', (code: number | null) =>
			resolve({ code: code ?? 1, lastLines: printed.trimEnd().split('\n').slice(-8).join('\n') }),
		);
	});
}

runTests()
	.catch((error: unknown): Counts => {
		const message = error instanceof Error ? error.message : String(error);
		failures.push(describeFailure('the run', message));
		return { passed: 0, failed: 1 };
	})
	.then((total) => {
		for (const line of ['', ...printFailures(failures)]) console.log(line);
		console.log(`\n${total.passed} passed, ${total.failed} failed`);
		process.exit(process.exitCode ?? (total.failed === 0 && total.passed > 0 ? 0 : 1));
	});

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
			console.error(error instanceof Error ? error.message : error);
			add({ passed: 0, failed: 1 });
		}
	}
}

/** Types, lint rules, import arrows, unused code, fresh contracts: one result for all of them. */
async function runChecks(): Promise<Counts> {
	console.log('\n== static checks ==');
	const npm = process.env.npm_execpath;
	const isScript = npm !== undefined && /\.c?js$/.test(npm);
	const code = isScript
		? await run(process.execPath, [npm, 'run', 'check'])
		: await run('npm', ['run', 'check']);
	return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function runProject(project: string): Promise<Counts> {
	console.log(`\n== ${project} ==`);
	const folder = await mkdtemp(join(tmpdir(), 'limner-results-'));
	const results = join(folder, 'results.json');
	try {
		const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
		const parameters = ['run', '--project', project, '--reporter=default', '--reporter=json'];
		const code = await run(process.execPath, [vitest, ...parameters, `--outputFile.json=${results}`]);
		const text = await readFile(results, 'utf8').catch(() => undefined);
		return countResults(text, code);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function run(command: string, parameters: string[]): Promise<number> {
	return new Promise((resolve, reject) => {
		current = spawn(command, parameters, { cwd: projectFolder, stdio: 'inherit' });
		current.on('error', reject);
		current.on('exit', (code) => resolve(code ?? 1));
	});
}

runTests()
	.catch((error: unknown): Counts => {
		console.error(error instanceof Error ? error.message : error);
		return { passed: 0, failed: 1 };
	})
	.then((total) => {
		console.log(`\n${total.passed} passed, ${total.failed} failed`);
		process.exit(process.exitCode ?? (total.failed === 0 && total.passed > 0 ? 0 : 1));
	});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import vitestConfig from '../vitest.config.ts';
import { projectFolder } from '../test/wordpress/project-paths.ts';
import { buildEditor } from './build-editor.ts';
import { chooseWordPressHost } from './choose-wordpress-host.ts';
import { provideChrome } from './provide-chrome.ts';
import { countResults, type Counts } from './count-results.ts';
import { describeFailure, explainEnd, listFailures, printFailures, type Failure } from './list-failures.ts';
import { runShown, running } from './run-shown.ts';
import { SideBySide, type Print } from './side-by-side.ts';

/** In the order they run: what fails fastest comes first. */
const allProjects = listProjects();
/** These open a browser. */
const browserProjects = ['e2e'];
/**
 * What a second core does meanwhile: a browser's tests mostly wait. The release goes first, as it builds the editor's
 * scripts anew, which no page may be loading then.
 */
const besideTheOthers = ['release', 'e2e'];

function interrupt(signal: NodeJS.Signals): void {
	process.exitCode = 130;
	for (const child of running) child.kill(signal);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => interrupt(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM'));
}
process.on('disconnect', () => interrupt('SIGTERM'));

const failures: Failure[] = [];
const seconds: string[] = [];
const total: Counts = { passed: 0, failed: 0 };

function add(counts: Counts): void {
	total.passed += counts.passed;
	total.failed += counts.failed;
}

async function runTests(): Promise<void> {
	const { values } = parseArgs({ options: { project: { type: 'string', multiple: true } } });
	const projects = values.project ?? allProjects;
	const unknown = projects.filter((name) => !allProjects.includes(name));
	if (unknown.length > 0) {
		throw new Error(
			`There is no test project "${unknown.join('", "')}"; there are ${allProjects.join(', ')}.`,
		);
	}
	process.env.LIMNER_WORDPRESS_HOST = chooseWordPressHost();
	console.log(`WordPress runs on the host "${process.env.LIMNER_WORDPRESS_HOST}" (LIMNER_WORDPRESS_HOST).`);
	if (canRunSideBySide()) process.env.LIMNER_WORDPRESS_SITES ??= '2';
	await prepare(projects);
	const output = new SideBySide((chunk) => process.stdout.write(chunk));
	const second = values.project === undefined && canRunSideBySide() ? besideTheOthers : [];
	const first = projects.filter((name) => !second.includes(name));
	const runFirst = async (): Promise<void> => {
		if (values.project === undefined) add(await runChecks(output.first('static checks')));
		for (const project of first) await runProject(project, output.first(project));
		output.firstIsThrough();
	};
	const runSecond = async (): Promise<void> => {
		for (const project of second) {
			const { print, end } = output.second(project);
			await runProject(project, print);
			end();
		}
	};
	await Promise.all([runFirst(), runSecond()]);
}

/** PHP as WebAssembly keeps both cores busy by itself. */
function canRunSideBySide(): boolean {
	return process.env.LIMNER_WORDPRESS_HOST === 'native' && availableParallelism() > 1;
}

function listProjects(): string[] {
	return (vitestConfig.test?.projects ?? []).map((project) => {
		if (typeof project === 'object' && 'test' in project && typeof project.test?.name === 'string') {
			return project.test.name;
		}
		throw new Error('Every project in vitest.config.ts needs a name, so that its results can be counted.');
	});
}

async function prepare(projects: string[]): Promise<void> {
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
async function runChecks(print: Print): Promise<Counts> {
	const npm = process.env.npm_execpath;
	const isScript = npm !== undefined && /\.c?js$/.test(npm);
	const where = { folder: projectFolder, print };
	const { code, printed } = isScript
		? await runShown(process.execPath, [npm, 'run', 'check'], where)
		: await runShown('npm', ['run', 'check'], where);
	if (code === 0) return { passed: 1, failed: 0 };
	failures.push(describeFailure('npm run check', printed.trimEnd().split('\n').slice(-8).join('\n')));
	return { passed: 0, failed: 1 };
}

async function runProject(project: string, print: Print): Promise<void> {
	if (process.exitCode !== undefined) return;
	const begun = performance.now();
	const folder = await mkdtemp(join(tmpdir(), 'limner-results-'));
	const results = join(folder, 'results.json');
	try {
		const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
		const parameters = ['run', '--project', project, '--reporter=default', '--reporter=json'];
		const { code, printed } = await runShown(
			process.execPath,
			[vitest, ...parameters, `--outputFile.json=${results}`],
			{ folder: projectFolder, print },
		);
		const text = await readFile(results, 'utf8').catch(() => undefined);
		const end = { exitCode: code, said: explainEnd(printed) };
		failures.push(...listFailures(text, { project, folder: projectFolder, ...end }));
		add(countResults(text, code));
	} finally {
		seconds.push(`${project} ${((performance.now() - begun) / 1000).toFixed(0)}`);
		await rm(folder, { recursive: true, force: true });
	}
}

runTests()
	.catch((error: unknown) => {
		const message = error instanceof Error ? error.message : String(error);
		failures.push(describeFailure('the run', message));
		add({ passed: 0, failed: 1 });
	})
	.then(() => {
		if (seconds.length > 0) console.log(`\nSeconds: ${seconds.join(', ')}`);
		for (const line of ['', ...printFailures(failures)]) console.log(line);
		console.log(`\n${total.passed} passed, ${total.failed} failed`);
		process.exit(process.exitCode ?? (total.failed === 0 && total.passed > 0 ? 0 : 1));
	});

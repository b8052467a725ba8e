import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type as systemName } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, projectFolder } from '../wordpress/project-paths.ts';
import type { Measurement } from './measurement.ts';

export interface ReportFacts {
	measurements: Measurement[];
	repeats: number;
	loadBefore: number;
	minutes: number;
	command: string;
}

const NOT_MEASURED = [
	'**M8**, 10,000 queued images on one embedded sidecar: a run takes more than an hour on two cores. Not shown. M7 has 500 in the queue.',
	'**M9**, bytes against JPEG at equal SSIM: measured once, by hand, on eight photographs that are not part of the project: WebP 0.81, AVIF 0.72 ([decision 033](decisions/033-effort-of-the-encoders.md)).',
	'**M14**, crops that keep the whole subject: measured once, by hand, 84 % of 55 cases; 95 % is not reached ([decision 032](decisions/032-finding-the-subject.md)).',
];

export function printTable(measurements: Measurement[]): void {
	for (const { metric, what, measured, mustReach, ratio, verdict, notes } of measurements) {
		const share = ratio === null ? '' : ` (${ratio.toFixed(2)} of what is allowed)`;
		console.log(
			`${metric.padEnd(4)} ${verdict.padEnd(12)} ${what}\n     ${measured}; must reach ${mustReach}${share}`,
		);
		for (const note of notes) console.log(`     · ${note}`);
	}
}

export function writeReport(facts: ReportFacts): string {
	const file = join(projectFolder, 'docs', 'benchmarks.md');
	writeFileSync(file, describe(facts));
	return file;
}

function describe({ measurements, repeats, loadBefore, minutes, command }: ReportFacts): string {
	const short = measurements.filter(({ verdict }) => verdict === 'falls short');
	return `# Benchmarks

Written by \`${command}\` (\`test/bench\`); change the bench, not this page.

${describeBusyness(loadBefore)}${describeSummary(short)}

## Numbers

${describeTable(measurements)}

“Measured / allowed” is at most 1.00 where the aim is reached. The comparison column was measured on a prototype on two cores, or belongs to plugins that people use today.

## What else was seen

${measurements
	.map(describeNotes)
	.filter((text) => text !== '')
	.join('\n')}

## What this bench does not measure

${NOT_MEASURED.map((line) => `- ${line}`).join('\n')}

## Method

- Everything is real: the sidecar as a process of its own on its embedded ledger and queue, WordPress ${wordPressVersion()} on native PHP ${phpVersion()} with MariaDB and OPcache as that PHP's command line has it, Chromium for what a browser has to say. Only the provider is emulated: an HTTP server that answers each call after a fixed time, by a timer.
- Times of M1 run from the click (the plugin's REST route) to the end of the request that places the last image; the site approves by itself and the sidecar uploads and places. Each post is checked afterwards for its six images.
- Variants take turns within one run (5 s and 20 s; six images and one; with and without the plugin; sidebar open and closed). A first run is discarded where code and caches have to warm up (M1, M2, M6, M11). ${repeats} repeats; the median decides, the worst stands beside it.
- Processor seconds are those of the whole process tree, as the kernel counts them.
- M6 publishes within one PHP process by \`hrtime()\`, with and without the plugin's hooks in turns. *Down* is a closed port, *hanging* a server that accepts and never answers, *unreachable* one whose connections are never accepted.

## Machine

${describeMachine(loadBefore)}
- ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC; the run took ${minutes.toFixed(1)} minutes.
`;
}

/** Before anything else: on a busy machine every time below says more about the others than about Limner. */
function describeBusyness(loadBefore: number): string {
	if (!wasBusy(loadBefore)) return '';
	return `**The machine was busy with other work** (load average ${loadBefore.toFixed(1)} to ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} cores): counts hold, times are worse than on a quiet one, and differences of milliseconds are noise.\n\n`;
}

function wasBusy(loadBefore: number): boolean {
	return loadBefore > availableParallelism() / 2;
}

function describeSummary(short: Measurement[]): string {
	if (short.length === 0) return 'Nothing that was measured falls short.';
	const lines = short.map(
		({ metric, what, measured, mustReach }) =>
			`- **${metric}** falls short: ${what}: ${measured}; must reach ${mustReach}.`,
	);
	return `What falls short:\n\n${lines.join('\n')}`;
}

function describeTable(measurements: Measurement[]): string {
	const rows = measurements.map(({ metric, what, measured, mustReach, ratio, verdict, comparison }) =>
		[metric, what, measured, mustReach, ratio?.toFixed(2) ?? '', verdict, comparison].join(' | '),
	);
	return [
		'| | what | measured, median (worst) | must reach | measured / allowed | verdict | for comparison |',
		'|---|---|---|---|---|---|---|',
		...rows.map((row) => `| ${row} |`),
	].join('\n');
}

function describeNotes({ metric, what, notes }: Measurement): string {
	if (notes.length === 0) return '';
	return `- **${metric}**, ${what}:\n${notes.map((note) => `  - ${note}`).join('\n')}`;
}

function describeMachine(loadBefore: number): string {
	const cores = availableParallelism();
	return [
		`- ${cores} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${systemName()} ${release()}, Node ${process.versions.node}.`,
		`- Load average of the last minute when it began: ${loadBefore.toFixed(1)}, at its end: ${(loadavg()[0] ?? 0).toFixed(1)}.`,
	].join('\n');
}

function phpVersion(): string {
	return execFileSync('php', ['-r', 'echo PHP_VERSION;'], { encoding: 'utf8' });
}

function wordPressVersion(): string {
	const files = process.env.LIMNER_WORDPRESS_DIR || join(cacheFolder(), 'wordpress-7.1');
	const file = join(files, 'wp-includes', 'version.php');
	if (!existsSync(file)) return '7.1';
	return /\$wp_version = '([^']+)'/.exec(readFileSync(file, 'utf8'))?.[1] ?? '7.1';
}

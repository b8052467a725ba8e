import { waitFor } from '../pipeline/sample-post.ts';
import {
	addArticle,
	forgetRequests,
	generate,
	notedRequests,
	planArticle,
	readyTimes,
	type BenchSite,
	type NotedRequest,
} from './bench-site.ts';
import { cpuSeconds } from './cpu-seconds.ts';
import { judge, type Measurement } from './measurement.ts';
import { median, medianAndWorst, worst } from './statistics.ts';

const IMAGES = 6;
/** Of the provider in milliseconds, with the ratio that a post may take. */
const LATENCIES = [
	{
		latency: 5_000,
		limit: 1.3,
		comparison: 'prototype 1.34; one at a time 7.5, with separate mobile images 14.9',
	},
	{ latency: 20_000, limit: 1.1, comparison: '' },
];

interface PostRun {
	postId: number;
	link: string;
	latency: number;
	/** Milliseconds from the click until the last image stood in the post, and until the last one was ready. */
	placed: number;
	ready: number;
	calls: number;
	/** Milliseconds of PHP for each upload, and how often a placement had to look again. */
	uploads: number[];
	conflicts: number;
	sidecarCpu: number | null;
	wordpressCpu: number | null;
}

export interface PostResult {
	measurements: Measurement[];
	/** A published post with all its images. */
	link: string;
}

/** M1 and M3: a whole post through the plugin, from the click to six images in the saved content. */
export async function measurePost(
	site: BenchSite,
	repeats: number,
	report: (line: string) => void,
): Promise<PostResult> {
	await runPost(site, 1_000);
	const runs: PostRun[] = [];
	for (let repeat = 0; repeat < repeats; repeat += 1) {
		for (const { latency } of LATENCIES) {
			const run = await runPost(site, latency);
			report(`a post with a provider of ${latency / 1000} s took ${(run.placed / 1000).toFixed(2)} s`);
			runs.push(run);
		}
	}
	const timed = LATENCIES.map((wanted) => describeTime(runs, wanted));
	return { measurements: [...timed, describeCalls(runs)], link: runs.at(-1)?.link ?? '' };
}

async function runPost(site: BenchSite, latency: number): Promise<PostRun> {
	const { id: postId, link } = await addArticle(site, 'publish');
	const plan = await planArticle(site, postId);
	site.emulator.reset();
	site.emulator.setScenario('ok', { latency });
	forgetRequests(site);
	const cpuBefore = readCpu(site);
	const began = Date.now();
	await generate(site, plan);
	const noted = await waitFor(
		async () => notedRequests(site),
		(requests) => placements(requests, postId).filter(({ status }) => status === 200).length >= IMAGES,
		latency + 120_000,
	);
	const cpuAfter = readCpu(site);
	await requireImages(site, postId);
	const ends = placements(noted, postId).filter(({ status }) => status === 200);
	return {
		postId,
		link,
		latency,
		placed: worst(ends.map(({ ended }) => ended)) - began,
		ready: worst(readyTimes(site, postId)) - began,
		calls: site.emulator.charges().length,
		uploads: noted
			.filter(({ route }) => route.startsWith('PUT '))
			.map(({ began: from, ended }) => ended - from),
		conflicts: placements(noted, postId).length - ends.length,
		sidecarCpu: difference(cpuAfter.sidecar, cpuBefore.sidecar),
		wordpressCpu: difference(cpuAfter.wordpress, cpuBefore.wordpress),
	};
}

function placements(requests: NotedRequest[], postId: number): NotedRequest[] {
	return requests.filter(({ route }) => route === `POST /limner/v1/posts/${postId}/place`);
}

/** A number counts only where the work was done. */
async function requireImages(site: BenchSite, postId: number): Promise<void> {
	const { body } = await site.admin.rest(`wp/v2/posts/${postId}?context=edit`);
	const post = body as { content: { raw: string }; featured_media: number };
	const blocks = post.content.raw.match(/<!-- wp:image /g)?.length ?? 0;
	if (blocks !== IMAGES - 1 || post.featured_media === 0) {
		throw new Error(`Post ${postId} has ${blocks} images and the featured image ${post.featured_media}.`);
	}
}

function readCpu({ sidecar, wordpress }: BenchSite) {
	return { sidecar: cpuSeconds(sidecar.pid), wordpress: cpuSeconds(wordpress.pid) };
}

function difference(after: number | null, before: number | null): number | null {
	return after === null || before === null ? null : after - before;
}

function describeTime(
	all: PostRun[],
	{ latency, limit, comparison }: (typeof LATENCIES)[number],
): Measurement {
	const runs = all.filter((run) => run.latency === latency);
	const ratios = runs.map(({ placed }) => placed / latency);
	const ready = runs.map((run) => run.ready / latency);
	return judge({
		metric: 'M1',
		what: `a post with ${IMAGES} images / provider latency of ${latency / 1000} s`,
		measured: medianAndWorst(ratios, 2),
		mustReach: `≤ ${limit}`,
		value: median(ratios),
		limit,
		comparison,
		notes: [
			`Until all six were ready (made, cut, encoded): ${medianAndWorst(ready, 2)}.`,
			`Beyond the provider's own time: ${medianAndWorst(
				runs.map(({ placed }) => (placed - latency) / 1000),
				2,
				' s',
			)}.`,
			...describeEffort(runs),
		],
	});
}

function describeEffort(runs: PostRun[]): string[] {
	const sidecar = runs.flatMap(({ sidecarCpu }) => sidecarCpu ?? []);
	const wordpress = runs.flatMap(({ wordpressCpu }) => wordpressCpu ?? []);
	const uploads = runs.flatMap((run) => run.uploads);
	const conflicts = runs.reduce((sum, run) => sum + run.conflicts, 0);
	return [
		...(sidecar.length > 0 && wordpress.length > 0
			? [
					`Processor time for the post: sidecar ${medianAndWorst(sidecar, 2, ' s')}, PHP and MariaDB ${medianAndWorst(wordpress, 2, ' s')}.`,
				]
			: []),
		`PHP for one upload (a rendition with its sub-sizes): ${medianAndWorst(uploads, 0, ' ms')}; placements that had to look again: ${(conflicts / runs.length).toFixed(1)} a post.`,
	];
}

function describeCalls(runs: PostRun[]): Measurement {
	const calls = worst(runs.map((run) => run.calls));
	return judge({
		metric: 'M3',
		what: 'provider calls for 6 slots with mobile crops',
		measured: `${calls} in every one of ${runs.length} posts`,
		mustReach: String(IMAGES),
		value: calls,
		limit: IMAGES,
		comparison: '12',
	});
}

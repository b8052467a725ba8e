import type { Plan } from '@limner/shared/contracts/plan';
import type { Policy } from '@limner/shared/contracts/policy';
import {
	generationRequest,
	samplePlanRequest,
	samplePolicy,
	waitForGeneration,
} from '../pipeline/sample-post.ts';
import { SignedClient } from '../pipeline/signed-client.ts';
import { readyTimes, type BenchSite } from './bench-site.ts';
import { cpuSeconds } from './cpu-seconds.ts';
import { judge, type Measurement } from './measurement.ts';
import { median, medianAndWorst, worst } from './statistics.ts';

const LATENCY = 2_000;
const AT_ONCE = 6;

/** The sizes that WordPress registers by itself, and the two compositions as they are by default. */
const POLICY: Policy = samplePolicy({
	provider: 'openai',
	desktop: { enabled: true, width: 1600, height: 900 },
	mobile: { enabled: true, width: 960, height: 1200 },
	sub_sizes: [
		{ name: 'thumbnail', width: 150, height: 150, crop: true },
		{ name: 'medium', width: 300, height: 300, crop: false },
		{ name: 'medium_large', width: 768, height: 0, crop: false },
		{ name: 'large', width: 1024, height: 1024, crop: false },
		{ name: '1536x1536', width: 1536, height: 1536, crop: false },
		{ name: '2048x2048', width: 2048, height: 2048, crop: false },
	],
});

interface SidecarRun {
	/** Seconds for each image beyond the provider's own time. */
	wall: number;
	cpu: number | null;
}

let lastPostId = 1_000;

/** M2: the sidecar alone, asked as a plugin would, by a site that approves by hand; nothing is uploaded. */
export async function measureSidecar(site: BenchSite, repeats: number): Promise<Measurement> {
	const client = await SignedClient.pair(site.sidecar);
	await makeImages(site, client, AT_ONCE);
	const together: SidecarRun[] = [];
	const alone: SidecarRun[] = [];
	for (let repeat = 0; repeat < repeats; repeat += 1) {
		together.push(await makeImages(site, client, AT_ONCE));
		alone.push(await makeImages(site, client, 1));
	}
	const walls = together.map(({ wall }) => wall);
	const cpu = (runs: SidecarRun[]) => runs.flatMap((run) => run.cpu ?? []);
	return judge({
		metric: 'M2',
		what: "the sidecar's own time per image: everything but the provider and the upload, WebP 1600 × 900, mobile twin 960 × 1200 and WordPress's sub-sizes of both",
		measured: medianAndWorst(walls, 2, ' s'),
		mustReach: '≤ 0.3 s',
		value: median(walls),
		limit: 0.3,
		comparison: 'prototype 0.28–0.46 s',
		notes: [
			`Six at once: what they take beyond the provider's ${LATENCY / 1000} s, divided by six. One image alone takes ${medianAndWorst(
				alone.map(({ wall }) => wall),
				2,
				' s',
			)} beyond the provider.`,
			...(cpu(together).length > 0
				? [
						`Processor time per image: ${medianAndWorst(cpu(together), 2, ' s')} with six at once, ${medianAndWorst(cpu(alone), 2, ' s')} alone.`,
					]
				: []),
		],
	});
}

async function makeImages(site: BenchSite, client: SignedClient, images: number): Promise<SidecarRun> {
	lastPostId += 1;
	const plan: Plan = await client.call('makePlan', { body: samplePlanRequest(lastPostId, POLICY) });
	const whole = generationRequest(plan, POLICY);
	const body = { ...whole, attempts: whole.attempts.slice(0, images) };
	site.emulator.setScenario('ok', { latency: LATENCY });
	const cpuBefore = cpuSeconds(site.sidecar.pid);
	const began = Date.now();
	await client.call('startGeneration', { body });
	const { made } = await waitForGeneration(client, body.id);
	if (made !== images) throw new Error(`${made} of ${images} images were made.`);
	const cpuAfter = cpuSeconds(site.sidecar.pid);
	return {
		wall: (worst(readyTimes(site, lastPostId)) - began - LATENCY) / 1000 / images,
		cpu: cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / images,
	};
}

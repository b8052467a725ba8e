import { readFileSync } from 'node:fs';
import { readPost } from '../posts/index.ts';
import type { BenchSite } from './bench-site.ts';
import { judge, type Measurement } from './measurement.ts';
import { median } from './statistics.ts';
import { closedPort, hangingServer, unreachableServer, type UnwillingServer } from './unwilling-servers.ts';

const LIMIT = 5;

interface Times {
	/** Milliseconds of each wp_insert_post(). */
	with: number[];
	without: number[];
	/** Rows that were written into the outbox: the proof that there was something to measure. */
	rows: number;
}

interface StateResult {
	state: string;
	added: number;
	slowest: number;
	slowestWithout: number;
	/** A whole REST request, from the client's side. */
	addedToRequest: number;
}

/** M6: what a site that makes images by itself pays for it inside the Publish click, whatever its sidecar does. */
export async function measurePublishing(site: BenchSite, pairs: number): Promise<Measurement> {
	await publishBy(site, 'automatic');
	const results: StateResult[] = [];
	try {
		results.push(await measureState(site, 'up', site.sidecar.url, pairs));
		for (const [state, start] of Object.entries({
			down: closedPort,
			hanging: hangingServer,
			unreachable: unreachableServer,
		})) {
			results.push(await measureUnwilling(site, state, start, pairs));
		}
	} finally {
		await useAddress(site, site.sidecar.url);
		await publishBy(site, 'off');
	}
	const most = Math.max(...results.map(({ added }) => added));
	return judge({
		metric: 'M6',
		what: 'added to publishing: wp_insert_post() of a 1,480-word article with the plugin set to automatic, less the same without its hooks',
		measured: results.map(({ state, added }) => `${state} ${added.toFixed(1)} ms`).join(', '),
		mustReach: `≤ ${LIMIT} ms`,
		value: most,
		limit: LIMIT,
		comparison: '1,002–5,002 ms for a call within the click',
		notes: [
			`Medians of the differences of ${pairs} pairs, in turns within one PHP process. The slowest single publication: ${results.map(({ state, slowest, slowestWithout }) => `${state} ${slowest.toFixed(1)} ms (without the plugin ${slowestWithout.toFixed(1)} ms)`).join(', ')}.`,
			`A whole REST request that publishes, to its end: ${results.map(({ state, addedToRequest }) => `${state} ${addedToRequest.toFixed(1)} ms`).join(', ')} more with the plugin (median of the pairs' differences; the request itself varies more than that).`,
		],
	});
}

async function measureUnwilling(
	site: BenchSite,
	state: string,
	start: () => Promise<UnwillingServer>,
	pairs: number,
): Promise<StateResult> {
	const server = await start();
	try {
		return await measureState(site, state, server.address, pairs);
	} finally {
		await server.stop();
	}
}

async function measureState(
	site: BenchSite,
	state: string,
	address: string,
	pairs: number,
): Promise<StateResult> {
	await useAddress(site, address);
	const times = await site.wordpress.runPhp<Times>(timingProgram(pairs));
	if (times.rows !== pairs + 1) {
		throw new Error(`${times.rows} outbox rows were written for ${pairs + 1} publications.`);
	}
	return {
		state,
		added: median(times.with.map((time, pair) => time - (times.without[pair] ?? 0))),
		slowest: Math.max(...times.with),
		slowestWithout: Math.max(...times.without),
		addedToRequest: await timeRequests(site, pairs),
	};
}

function timingProgram(pairs: number): string {
	const source = readFileSync(new URL('time-publishing.php', import.meta.url), 'utf8');
	const content = Buffer.from(readPost('workshop').content).toString('base64');
	const body = source.replace('<?php', '').replace('declare(strict_types=1);', '');
	return `$pairs = ${pairs};\n$content = base64_decode( '${content}' );\n${body}`;
}

/** What happens after wp_insert_post(), up to the last shutdown function, counts as well for whoever waits. */
async function timeRequests(site: BenchSite, pairs: number): Promise<number> {
	const differences: number[] = [];
	for (let pair = 0; pair <= pairs; pair += 1) {
		const withPlugin = await timeRequest(site, {});
		const without = await timeRequest(site, { 'x-bench-without-plugin': '1' });
		if (pair > 0) differences.push(withPlugin - without);
	}
	return median(differences);
}

async function timeRequest(site: BenchSite, headers: Record<string, string>): Promise<number> {
	const { title, content } = readPost('workshop');
	const began = performance.now();
	const { status, body } = await site.admin.rest('wp/v2/posts', {
		body: { title, content, status: 'publish' },
		headers,
	});
	const took = performance.now() - began;
	if (status !== 201) throw new Error(`The post was not published (${status}): ${JSON.stringify(body)}`);
	// Gone with its outbox row before the sidecar asks for it.
	await site.wordpress.runPhp(`wp_delete_post( ${(body as { id: number }).id}, true );`);
	return took;
}

async function publishBy(site: BenchSite, way: 'off' | 'automatic'): Promise<void> {
	await site.set({ publishing_user: 1, on_publish: { post: way } });
}

/** The same connection at another address, as after the sidecar's machine went away. */
async function useAddress(site: BenchSite, address: string): Promise<void> {
	await site.wordpress.runPhp(
		`$stored = get_option( 'limner_connection' ); $stored['address'] = '${address}'; update_option( 'limner_connection', $stored );`,
	);
}

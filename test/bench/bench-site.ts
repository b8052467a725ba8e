import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { planSchema, type Plan } from '@limner/shared/contracts/plan';
import { startChain, type Chain } from '../e2e/start-chain.ts';
import { sampleOutline } from '../pipeline/sample-post.ts';
import { readPost } from '../posts/index.ts';
import { startWordPress, type StartedWordPress } from '../wordpress/start-wordpress.ts';

export interface NotedRequest {
	route: string;
	status: number;
	/** Milliseconds since 1970. */
	began: number;
	ended: number;
}

export interface BenchSite extends Chain {
	wordpress: StartedWordPress;
}

/** The whole product on native PHP with MariaDB, set to approve and place by itself. */
export async function startBenchSite(report: (line: string) => void): Promise<BenchSite> {
	const wordpress = await startWordPress({
		host: 'native',
		workers: 6,
		mustUsePlugins: [fileURLToPath(new URL('note-requests.php', import.meta.url))],
		report,
	});
	try {
		const chain = await startChain(wordpress);
		await chain.set({
			provider: 'openai',
			approval: 'automatic',
			max_in_article: 5,
			limits: { site_month: null, person_month: null, post: null, run: null },
		});
		const stop = async () => {
			await chain.stop();
			await wordpress.stop();
		};
		return { ...chain, wordpress, stop };
	} catch (error) {
		await wordpress.stop();
		throw error;
	}
}

/** The sample article of six sections and 1,480 words. */
export async function addArticle(site: BenchSite, status: 'draft' | 'publish' = 'draft') {
	const { title, content } = readPost('workshop');
	const { body } = await site.admin.rest('wp/v2/posts', { body: { title, content, status } });
	return body as { id: number; link: string };
}

/** What the sidebar does, up to the button: the plan of the article, nothing spent. */
export async function planArticle(site: BenchSite, postId: number): Promise<Plan> {
	const { title, content } = readPost('workshop');
	const outline = sampleOutline(content, title);
	const { status, body } = await site.admin.rest(`limner/v1/posts/${postId}/plan`, { body: { outline } });
	if (status >= 300) throw new Error(`The plan was refused (${status}): ${JSON.stringify(body)}`);
	return planSchema.parse(body);
}

/** What the button does. */
export async function generate(site: BenchSite, plan: Plan): Promise<void> {
	const slots = plan.slots
		.filter(({ selected }) => selected)
		.map(({ slot_id, prompt, alt }) => ({ slot_id, prompt, alt }));
	const { status, body } = await site.admin.rest(`limner/v1/posts/${plan.post_id}/generations`, {
		body: { id: randomUUID(), slots },
	});
	if (status >= 300) throw new Error(`The generation was refused (${status}): ${JSON.stringify(body)}`);
}

export function notedRequests({ wordpress }: BenchSite): NotedRequest[] {
	const file = notesFile(wordpress);
	if (!existsSync(file)) return [];
	const lines = readFileSync(file, 'utf8').split('\n');
	return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as NotedRequest);
}

export function forgetRequests({ wordpress }: BenchSite): void {
	rmSync(notesFile(wordpress), { force: true });
}

function notesFile({ contentDir }: StartedWordPress): string {
	return join(contentDir, 'bench-requests.jsonl');
}

/** When each candidate of a post was ready, in milliseconds since 1970; the routes say it in whole seconds only. */
export function readyTimes({ sidecar }: Pick<Chain, 'sidecar'>, postId: number): number[] {
	const ledger = new DatabaseSync(join(sidecar.dataFolder, 'ledger.sqlite'), { readOnly: true });
	try {
		const rows = ledger.prepare('SELECT made_at FROM candidates WHERE post_id = ?').all(postId);
		return rows.map(({ made_at }) => Number(made_at));
	} finally {
		ledger.close();
	}
}

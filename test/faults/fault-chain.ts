import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editorPostImagesSchema, type EditorPostImages } from '@limner/shared/contracts/post-images';
import { planSchema, type Plan } from '@limner/shared/contracts/plan';
import { sampleContent, sampleOutline, waitFor } from '../pipeline/sample-post.ts';
import { makeManual } from '../publishing/automatic-site.ts';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { connectSite } from '../wordpress/connect-site.ts';
import { findPort } from '../wordpress/free-port.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import type { WordPress } from '../wordpress/use-wordpress.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';

/** The whole product on one site, with a sidecar that can be killed and started again on its data. */
export class FaultChain {
	readonly wordpress: WordPress;
	readonly emulator: ProviderEmulator;
	readonly admin: WordPressSession;
	sidecar: RunningSidecar;
	private readonly start: () => Promise<RunningSidecar>;

	private constructor(
		wordpress: WordPress,
		emulator: ProviderEmulator,
		admin: WordPressSession,
		sidecar: RunningSidecar,
		start: () => Promise<RunningSidecar>,
	) {
		this.wordpress = wordpress;
		this.emulator = emulator;
		this.admin = admin;
		this.sidecar = sidecar;
		this.start = start;
	}

	/** With every setting as it is by default, whichever file used the site before. */
	static async begin(wordpress: WordPress, environment: Record<string, string> = {}): Promise<FaultChain> {
		await makeManual(wordpress);
		const emulator = await startProviderEmulator({ port: 0 });
		const dataFolder = await mkdtemp(join(tmpdir(), 'limner-faults-'));
		const port = await findPort(0);
		const start = () =>
			startSidecar({
				port,
				dataFolder,
				environment: {
					OPENAI_API_KEY: 'sk-emulated',
					OPENAI_BASE_URL: emulator.openaiBaseUrl,
					FAL_BASE_URL: emulator.baseUrl('fal'),
					...environment,
				},
			});
		const sidecar = await start();
		const admin = await wordpress.logIn();
		await connectSite(admin, sidecar);
		return new FaultChain(wordpress, emulator, admin, sidecar, start);
	}

	async restart(): Promise<void> {
		this.sidecar = await this.start();
	}

	async set(changes: Record<string, unknown>): Promise<void> {
		await this.rest('limner/v1/settings', { method: 'PUT', body: changes });
	}

	/** Fails unless the route succeeds. */
	async rest(route: string, options: { method?: string; body?: unknown } = {}): Promise<unknown> {
		const { status, body } = await this.admin.rest(route, options);
		if (status >= 300) throw new Error(`${route}: ${status} ${JSON.stringify(body)}`);
		return body;
	}

	async addPost(sections: number, status = 'draft'): Promise<number> {
		const fields = { title: 'The patient garden', content: sampleContent(sections), status };
		const { id } = (await this.rest('wp/v2/posts', { body: fields })) as { id: number };
		return id;
	}

	/** What the sidebar does: plan, and make everything that is preselected. */
	async generate(postId: number, sections: number): Promise<Plan> {
		const outline = sampleOutline(sampleContent(sections));
		const plan = planSchema.parse(await this.rest(`limner/v1/posts/${postId}/plan`, { body: { outline } }));
		const slots = plan.slots
			.filter(({ selected }) => selected)
			.map(({ slot_id, prompt, alt }) => ({ slot_id, prompt, alt }));
		await this.rest(`limner/v1/posts/${postId}/generations`, { body: { id: randomUUID(), slots } });
		return plan;
	}

	async images(postId: number): Promise<EditorPostImages> {
		return editorPostImagesSchema.parse(await this.rest(`limner/v1/posts/${postId}/images`));
	}

	async waitForImages(
		postId: number,
		isSo: (images: EditorPostImages) => boolean,
		milliseconds?: number,
	): Promise<EditorPostImages> {
		return waitFor(
			() => this.images(postId),
			(images) => images.connection.fresh && isSo(images),
			milliseconds,
		);
	}

	async end(): Promise<void> {
		await this.admin.rest('limner/v1/connection', { method: 'DELETE' });
		await this.sidecar.stop();
		await rm(this.sidecar.dataFolder, { recursive: true, force: true, maxRetries: 5 });
		await this.emulator.stop();
	}
}

import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Plan } from '@limner/shared/contracts/plan';
import { connectSite } from '../wordpress/connect-site.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';
import { makeAutomatic, makeManual } from './automatic-site.ts';

const wordpress = sharedWordPress();
let admin: WordPressSession;

beforeAll(async () => {
	await makeAutomatic(wordpress);
	admin = await wordpress.logIn();
});
afterAll(async () => await makeManual(wordpress));

/** Fills in a tab and sends it as a browser without JavaScript does; gives the page that it ends on. */
async function save(tab: string, fields: Record<string, string>): Promise<string> {
	const page = await open(tab);
	const nonce = /name="_wpnonce" value="([0-9a-f]+)"/.exec(page)?.[1] ?? '';
	const body = new URLSearchParams({ action: 'limner_save_settings', tab, _wpnonce: nonce, ...fields });
	const answer = await fetch(`${wordpress.url}/wp-admin/admin-post.php`, {
		method: 'POST',
		headers: { cookie: admin.cookie },
		body,
	});
	return await answer.text();
}

async function open(tab: string): Promise<string> {
	const address = `${wordpress.url}/wp-admin/options-general.php?page=limner&tab=${tab}`;
	return await (await fetch(address, { headers: { cookie: admin.cookie } })).text();
}

const stored = async () => (await admin.rest('limner/v1/settings')).body as Record<string, unknown>;

describe('the settings page without JavaScript', () => {
	it('saves dollars as people write them, and an empty limit as none', async () => {
		const page = await save('limits', {
			'limner[limits][site_month]': '12,50',
			'limner[limits][person_month]': '',
			'limner[limits][post]': '0.75',
			'limner[limits][run]': '$3',
			'limner[candidate_retention_days]': '14',
		});
		expect(page).toContain('Settings saved.');
		expect(await stored()).toMatchObject({
			limits: { site_month: 12_500_000, person_month: null, post: 750_000, run: 3_000_000 },
			candidate_retention_days: 14,
		});
	});

	it('limits images as well as money, from a day of the site’s own, and refuses what is no number', async () => {
		const refused = await save('limits', {
			'limner[limits][site_month]': 'twelve',
			'limner[image_limits][site_month]': '1.5',
			'limner[period_start]': '31',
			'limner[choice][price_ceiling]': 'cheap',
			'limner[candidate_retention_days]': '14',
		});
		expect(refused).toContain('Write limits in dollars, as in 20 or 0.50');
		expect(refused).toContain('Write limits in images as whole numbers');
		expect(refused).toContain('A month begins on a day from 1 to 28');
		expect(refused).toContain('Write the most that one image may cost in dollars, as in 0.10');
		for (const typed of ['twelve', '1.5', '31', 'cheap']) expect(refused).toContain(`value="${typed}"`);

		const saved = await save('limits', {
			'limner[limits][site_month]': '12.50',
			'limner[limits][run]': '3',
			'limner[image_limits][site_month]': '400',
			'limner[image_limits][person_month]': '',
			'limner[period_start]': '15',
			'limner[choice][price_ceiling]': '0.005',
			'limner[candidate_retention_days]': '14',
		});
		expect(saved).toContain('Settings saved.');
		expect(saved).toContain('name="limner[choice][price_ceiling]" value="0.005"');
		expect(await stored()).toMatchObject({
			image_limits: { site_month: 400, person_month: null, post: null, run: null },
			period_start: 15,
			choice: { price_ceiling: 5_000, tier: 'standard', fallbacks: [] },
		});
		await save('limits', { 'limner[choice][price_ceiling]': '', 'limner[candidate_retention_days]': '14' });
	});

	it('refuses to switch the label off without a reason, keeps what was typed, and logs the switch with it', async () => {
		const fields = {
			'limner[image_type]': 'cartoon',
			'limner[style][palette]': '#1D3557, #e63946',
			'limner[style][guidelines]': 'Soft light',
			'limner[style][avoid]': '',
			'limner[desktop][enabled]': '1',
			'limner[desktop][width]': '1600',
			'limner[desktop][height]': '900',
			'limner[mobile][enabled]': '0',
			'limner[mobile][width]': '960',
			'limner[mobile][height]': '1200',
			'limner[mobile_mode]': 'crop',
			'limner[format]': 'avif',
			'limner[format_quality]': '70',
			'limner[label][enabled]': '0',
			'limner[label][text]': '',
		};
		const refused = await save('style', { ...fields, 'limner[label][reason_off]': '' });
		expect(refused).toContain('To switch the label off, say why.');
		expect(refused).toContain('Soft light');
		expect(await stored()).toMatchObject({ image_type: 'realistic', format: 'webp' });

		const saved = await save('style', { ...fields, 'limner[label][reason_off]': 'Only drawings here' });
		expect(saved).toContain('Settings saved.');
		expect(saved).toContain('switched off by admin. Only drawings here');
		expect(await stored()).toMatchObject({
			image_type: 'cartoon',
			style: { palette: ['#1d3557', '#e63946'], guidelines: 'Soft light' },
			mobile: { enabled: false },
			format: 'avif',
		});
	});

	it('shows what a pattern makes of an example, and refuses a name that does not exist', async () => {
		const fields = {
			'limner[image_type]': 'cartoon',
			'limner[desktop][enabled]': '1',
			'limner[desktop][width]': '1600',
			'limner[desktop][height]': '900',
			'limner[mobile][width]': '960',
			'limner[mobile][height]': '1200',
			'limner[format]': 'avif',
			'limner[format_quality]': '70',
			'limner[label][enabled]': '1',
			'limner[prompting][negative]': 'flags, <b>rain</b>',
			'limner[prompting][keep_together]': '0',
			'limner[prompting][first_as_reference]': '1',
		};
		const refused = await save('style', {
			...fields,
			'limner[prompting][pattern]': '{image_prompt} {pallete}',
		});
		expect(refused).toContain('Did you mean {palette}?');
		expect(refused).toContain('{image_prompt} {pallete}</textarea>');
		const saved = await save('style', {
			...fields,
			'limner[prompting][pattern]': 'For {post_title}:\r\n{image_prompt}',
		});
		expect(saved).toContain('Settings saved.');
		expect(saved).toMatch(/id="limner-pattern-preview"[^>]*>For “Along the old salt road”:\nA stone stair/);
		expect(await stored()).toMatchObject({
			prompting: {
				pattern: 'For {post_title}:\n{image_prompt}',
				negative: 'flags, rain',
				enhance: false,
				keep_together: false,
				first_as_reference: true,
			},
		});
	});

	it('says plainly that the image service does not answer', async () => {
		expect(await open('connection')).toContain('The image service does not answer');
	});
});

describe('limner/v1/settings', () => {
	it('is for those who manage the site', async () => {
		const editor = await wordpress.logIn('editor');
		expect((await editor.rest('limner/v1/settings')).status).toBe(403);
		const put = await editor.rest('limner/v1/settings', { method: 'PUT', body: { format: 'jpeg' } });
		expect(put.status).toBe(403);
	});

	it('changes what is named and refuses what does not fit, as a whole', async () => {
		const changed = await admin.rest('limner/v1/settings', {
			method: 'PUT',
			body: { max_in_article: 5, mobile: { enabled: true } },
		});
		expect(changed.body).toMatchObject({ max_in_article: 5, mobile: { enabled: true, width: 960 } });
		for (const body of [
			{ desktop: { enabled: false }, mobile: { enabled: false } },
			{ max_in_article: 6 },
			{ unknown: 1 },
			{ publishing_user: 999_999 },
			{ format: 'jpeg', limits: { post: -1 } },
			{ choice: { tier: 'best' } },
			{ image_limits: { post: 2_000_000 } },
			{ period_start: 29 },
			{ social: ['facebook-feed', 'facebook-feed'] },
		]) {
			const refused = await admin.rest('limner/v1/settings', { method: 'PUT', body });
			expect(refused.status).toBe(400);
		}
		expect(await stored()).toMatchObject({ format: 'avif', max_in_article: 5 });
	});

	it('gives a policy that fits the contract', async () => {
		const valid = await wordpress.runPhp(
			`$valid = ( new Limner\\Contracts\\Validator() )->check( ( new Limner\\Settings\\Options() )->policy(), 'policy' ); return is_wp_error( $valid ) ? $valid->get_error_message() : $valid;`,
		);
		expect(valid).toBe(true);
	});
});

describe('with an image service', () => {
	let sidecar: RunningSidecar;

	beforeAll(async () => {
		await makeManual(wordpress);
		sidecar = await startSidecar({
			environment: { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', FAL_KEY: '' },
		});
		await connectSite(admin, sidecar);
	});
	afterAll(async () => {
		await admin.rest('limner/v1/connection', { method: 'DELETE' });
		await sidecar?.stop();
	});

	const change = (body: unknown) => admin.rest('limner/v1/settings', { method: 'PUT', body });

	/** Asks for a plan as the editor does. */
	async function plan() {
		const post = await admin.rest('wp/v2/posts', { body: { title: 'Grinding colours', status: 'draft' } });
		const { id } = post.body as { id: number };
		return await admin.rest(`limner/v1/posts/${id}/plan`, {
			body: { outline: { title: 'Grinding colours', has_featured_image: false, sections: [] } },
		});
	}

	it('offers what it has: who is ready, what a model costs, and under which terms', async () => {
		const page = await open('provider');
		expect(page).toMatch(/<th scope="row">OpenAI<\/th><td data-colname="State">Ready<\/td>/);
		expect(page).toContain('OPENAI_COMPATIBLE_BASE_URL');
		expect(page).toMatch(/data-colname="Checked against">Its own software/);
		expect(page).toMatch(/data-colname="Licence">[^<]*commercial use/);
		expect(page).toMatch(/OpenAI, [^<]+ makes the images, for about \$0\.\d+ each\./);
	});

	it('takes an order of those who take over, without gaps and repetitions, and says who cannot', async () => {
		const page = await save('provider', {
			'limner[provider]': 'openai',
			'limner[model]': '',
			'limner[choice][tier]': 'draft',
			'limner[choice][fallbacks][0]': '',
			'limner[choice][fallbacks][1]': 'sketch',
			'limner[choice][fallbacks][2]': 'fal',
			'limner[choice][fallbacks][4]': 'sketch',
			'limner[quality]': 'low',
		});
		expect(page).toContain('Settings saved.');
		expect(await stored()).toMatchObject({
			choice: {
				tier: 'draft',
				fallbacks: [
					{ provider: 'sketch', model: '' },
					{ provider: 'fal', model: '' },
				],
			},
		});
		expect(page).toContain('fal cannot take over if the provider fails');
		expect(page).not.toMatch(/Sketch[^<]* cannot take over/i);
		const { notices } = (await plan()).body as Plan;
		expect(notices).toContainEqual({ code: 'fallback_unusable', subject: 'fal' });
	});

	it('says of a provider that does not exist which one is probably meant', async () => {
		const refused = await change({ choice: { fallbacks: [{ provider: 'opnai', model: '' }] } });
		expect(refused).toMatchObject({
			status: 400,
			body: { message: 'The image service has no provider “opnai”. Did you mean “openai”?' },
		});
	});

	it('offers files for social media, and says of one that does not exist which is probably meant', async () => {
		expect(await open('social')).toContain('Facebook feed and link preview (1200 × 630)');
		const refused = await change({ social: ['facebok-feed'] });
		expect(refused).toMatchObject({
			status: 400,
			body: {
				message: 'There is no file for social media called “facebok-feed”. Did you mean “facebook-feed”?',
			},
		});
		const page = await save('social', { 'limner[social][]': 'facebook-feed' });
		expect(page).toMatch(/value="facebook-feed" checked/);
		expect(await stored()).toMatchObject({ social: ['facebook-feed'] });
		await save('social', { 'limner[social][]': '' });
		expect(await stored()).toMatchObject({ social: [] });
	});

	it('says of a ceiling that nothing costs so little, on the page and instead of a plan', async () => {
		await change({ choice: { price_ceiling: 10 } });
		expect(await open('provider')).toMatch(/price ceiling[^<]* The cheapest that fits costs \$0\.\d+/);
		expect(await plan()).toMatchObject({ status: 422, body: { code: 'limner_price_ceiling_too_low' } });
		await change({ choice: { price_ceiling: null } });
		expect((await plan()).status).toBe(200);
	});

	it('has its limits in images held by the image service, before anything is called', async () => {
		await change({ image_limits: { run: 0 }, period_start: 9 });
		const { post_id, slots } = (await plan()).body as Plan;
		const [slot] = slots;
		const generate = () =>
			admin.rest(`limner/v1/posts/${post_id}/generations`, {
				body: {
					id: randomUUID(),
					slots: [{ slot_id: slot?.slot_id, prompt: 'Ochre on a stone slab', alt: 'Ochre' }],
				},
			});
		const refused = await generate();
		expect(refused.body).toMatchObject({
			code: 'limner_budget_reached',
			data: { error: { charged: 'no' } },
		});
		await change({ image_limits: { run: null }, period_start: 1 });
		expect((await generate()).status).toBe(202);
	});

	it('shows what it last knew while the service does not answer, and saves all the same', async () => {
		await sidecar.stop();
		const page = await save('provider', { 'limner[provider]': 'openai', 'limner[model]': '' });
		expect(page).toContain('What it last said is shown.');
		expect(page).toContain('<option value="openai" selected=\'selected\'>OpenAI</option>');
	});
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

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

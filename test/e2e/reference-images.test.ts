import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodePng } from '../plugin/encode-png.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { logIn, openBrowser } from './open-browser.ts';

/** The images that a site shows to every model as an example are chosen in WordPress's own library. */
const wordpress = sharedWordPress();
const screenshots = process.env.LIMNER_SCREENSHOTS ?? join(projectFolder, '.limner/screenshots');

let browser: Browser;
let page: Page;
let images: number[];

beforeAll(async () => {
	mkdirSync(screenshots, { recursive: true });
	images = [
		await addImage('sea', encodePng(600, 400, 20, 60, 120)),
		await addImage('sand', encodePng(600, 400, 220, 190, 140)),
	];
	browser = await openBrowser();
	page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
	page.setDefaultTimeout(60_000);
	await logIn(page, wordpress);
});

afterAll(async () => {
	await browser?.close();
	for (const id of images ?? []) await wordpress.runPhp(`wp_delete_attachment( ${id}, true );`);
	await wordpress.runPhp(`delete_option( 'limner_settings' );`);
});

async function addImage(name: string, bytes: Uint8Array): Promise<number> {
	return await wordpress.runPhp<number>(`
		require_once ABSPATH . 'wp-admin/includes/image.php';
		$file = wp_upload_bits( '${name}.png', null, base64_decode( '${Buffer.from(bytes).toString('base64')}' ) )['file'];
		$id   = wp_insert_attachment( array( 'post_title' => '${name}', 'post_mime_type' => 'image/png' ), $file );
		wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $file ) );
		return $id;
	`);
}

const chosen = () => page.locator('.limner-references li').evaluateAll(readNumbers);
const kept = async () =>
	await wordpress.runPhp<number[]>(
		`return ( new Limner\\Settings\\Options() )->all()['style']['references'];`,
	);

async function save(): Promise<void> {
	await page.getByRole('button', { name: 'Save Changes' }).click();
	await page.getByText('Settings saved.').waitFor();
}

it('takes images out of the library, shows them, and keeps them', async () => {
	await page.goto(`${wordpress.url}/wp-admin/options-general.php?page=limner&tab=style`);
	expect(await page.locator('.limner-references input').isVisible()).toBe(false);
	await page.getByRole('button', { name: 'Choose images' }).click();
	const library = page.getByRole('dialog');
	await library.getByRole('tab', { name: 'Media Library' }).click();
	await library.getByRole('checkbox', { name: 'sea' }).click();
	await library.getByRole('checkbox', { name: 'sand' }).click();
	await page.screenshot({ path: join(screenshots, 'settings-reference-library.png') });
	await library.getByRole('button', { name: 'Use these images' }).click();
	expect(await chosen()).toEqual(images);
	await save();
	expect(await kept()).toEqual(images);
	expect(await chosen()).toEqual(images);
	await page.getByRole('button', { name: 'Remove sea' }).scrollIntoViewIfNeeded();
	await page.screenshot({ path: join(screenshots, 'settings-references.png') });
});

it('takes one out again by keyboard, and the focus stays there', async () => {
	await page.getByRole('button', { name: 'Remove sea' }).press('Enter');
	expect(await chosen()).toEqual(images.slice(1));
	expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Choose images');
	await save();
	expect(await kept()).toEqual(images.slice(1));
});

it('fits a phone', async () => {
	await page.setViewportSize({ width: 390, height: 800 });
	await page.getByRole('button', { name: 'Remove sand' }).scrollIntoViewIfNeeded();
	await page.screenshot({ path: join(screenshots, 'settings-references-390.png') });
	const box = await page.locator('.limner-references').boundingBox();
	expect((box?.x ?? 0) + (box?.width ?? 1000)).toBeLessThanOrEqual(390);
});

/** Runs in the page. */
function readNumbers(items: Element[]): number[] {
	return items.map((item) => Number((item as HTMLElement).dataset.id));
}

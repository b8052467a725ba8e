import { beforeAll, describe, expect, it } from 'vitest';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { readCases, seedRenderingSite, type RenderingSite } from './rendering-site.ts';

const wordpress = sharedWordPress();
const cases = readCases();
const PICTURE = /<picture class="limner-picture">(<source [^>]*>)(<img [^>]*>)<\/picture>/g;
let site: RenderingSite;

beforeAll(async () => {
	site = await seedRenderingSite(wordpress, cases);
});

const load = async (address: string) => await (await fetch(address)).text();

/** What the theme shows as the post's content. */
function contentOf(page: string): string {
	const start = page.indexOf('entry-content');
	return page.slice(start, page.indexOf('</main>', start));
}

describe('an image with a mobile twin becomes a picture', () => {
	it.each(cases.filter((one) => one.expectation === 'picture'))('$name', async ({ name }) => {
		const content = contentOf(await load(site.addresses[name] ?? ''));
		const pictures = [...content.matchAll(PICTURE)];
		expect(pictures).toHaveLength(1);
		const [, source = '', image = ''] = pictures[0] ?? [];
		expect(source).toMatch(/media="\(max-width: 599px\)"/);
		expect(source).toMatch(/srcset="[^"]*-mobile\.webp 960w, [^"]*-mobile-768x960\.webp 768w/);
		expect(source).toContain('sizes="100vw" width="960" height="1200"');
		expect(image).toMatch(/width="\d+" .*height="\d+"|height="\d+" .*width="\d+"/);
		expect(image).toContain('srcset=');
		expect(content).not.toMatch(/<picture[^>]*>(?:(?!<\/picture>).)*<button/);
	});
});

describe("the author's own HTML stays", () => {
	it.each(cases.filter((one) => one.expectation === 'untouched'))('$name', async ({ name }) => {
		const content = contentOf(await load(site.addresses[name] ?? ''));
		expect(content).toContain('<img ');
		expect(content).not.toContain('limner-picture');
	});

	it('with the plugin deactivated: the same page without the pictures around the images', async () => {
		const address = site.addresses['classic image'] ?? '';
		const block = site.addresses['image block with caption'] ?? '';
		const withPlugin = [contentOf(await load(address)), contentOf(await load(block))];
		const plugin = await wordpress.runPhp<string>(`
			require_once ABSPATH . 'wp-admin/includes/plugin.php';
			$plugin = plugin_basename( LIMNER_FILE );
			deactivate_plugins( $plugin );
			return $plugin;
		`);
		try {
			const without = [contentOf(await load(address)), contentOf(await load(block))];
			expect(withPlugin.map((content) => content.replace(PICTURE, '$2'))).toEqual(without);
		} finally {
			await wordpress.runPhp(
				`require_once ABSPATH . 'wp-admin/includes/plugin.php'; activate_plugin( '${plugin}' ); return true;`,
			);
		}
	});
});

describe('the featured image', () => {
	it('is a picture where the theme keeps its ratio, and no more than one image has a high priority', async () => {
		const page = await load(site.featuredPage.url);
		expect([...page.matchAll(PICTURE)]).toHaveLength(1);
		expect([...page.matchAll(/fetchpriority="high"/g)]).toHaveLength(1);
		expect(page.match(PICTURE)?.[0]).not.toContain('loading="lazy"');
	});

	it('stays as it is where the theme fixes another ratio, while the image in the text becomes a picture', async () => {
		const page = await load(site.featuredPost.url);
		const featured = /<figure[^>]*wp-block-post-featured-image[^>]*>.*?<\/figure>/s.exec(page)?.[0] ?? '';
		expect(featured).toContain('aspect-ratio:3/2');
		expect(featured).not.toContain('limner-picture');
		expect([...contentOf(page).matchAll(PICTURE)]).toHaveLength(1);
		expect([...page.matchAll(/fetchpriority="high"/g)]).toHaveLength(1);
	});
});

describe('what is not a page gets plain images', () => {
	it('in the feed', async () => {
		const feed = await load(`${wordpress.url}/feed/`);
		expect(feed).toContain('wp-image-');
		expect(feed).not.toContain('limner-picture');
	});

	it('in the REST API, with both compositions as fields', async () => {
		const media = JSON.parse(await load(`${wordpress.restUrl}wp/v2/media/${site.desktop}`));
		expect(media.limner).toMatchObject({
			id: site.desktop,
			width: 1600,
			height: 900,
			alt: 'A stone slab',
			mobile: { id: site.mobile, width: 960, height: 1200 },
			focal_point: { x: 0.25, y: 0.5 },
			label: 'AI-generated',
			drawn_without_ai: false,
		});
		const post = JSON.parse(await load(`${wordpress.restUrl}wp/v2/posts/${site.featuredPost.id}`));
		expect(post.content.rendered).not.toContain('<picture');
		expect(post.limner.featured.mobile.id).toBe(site.mobile);
		expect(post.limner.images).toHaveLength(1);
		expect(JSON.stringify(media)).not.toContain('_limner');
	});
});

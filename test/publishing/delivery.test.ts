import { outboxSchema, type Publication } from '@limner/shared/contracts/publication';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { emptyOutbox, makeAutomatic, makeManual, outboxRows, TWO_SECTIONS } from './automatic-site.ts';
import { startReceivingService, type ReceivingService } from './receiving-service.ts';

const wordpress = sharedWordPress();
let service: ReceivingService;
let refuse = false;

const publish = async (title: string, content = TWO_SECTIONS) =>
	await wordpress.runPhp<number>(
		`wp_set_current_user( 1 ); return wp_insert_post( wp_slash( array( 'post_title' => '${title}', 'post_content' => '${content}', 'post_status' => 'publish' ) ) );`,
	);

const pending = async () =>
	await wordpress.runPhp<Publication[]>(
		`$options = new Limner\\Settings\\Options();
		$missing = new Limner\\Publishing\\MissingImages( $options );
		$outbox  = new Limner\\Publishing\\Outbox( $options, new Limner\\Publishing\\PublishingUser( $options ), $missing, new Limner\\Publishing\\PostContent(), new Limner\\Media\\Attempts() );
		return $outbox->pending( 20 );`,
	);

beforeAll(async () => {
	service = await startReceivingService((body) => {
		const ids = (body as { publications: Publication[] }).publications.map((one) => one.publication_id);
		return refuse
			? { status: 503, body: { message: 'Not now.' } }
			: { status: 202, body: { publication_ids: ids } };
	});
	await makeAutomatic(wordpress, service.address);
});
beforeEach(async () => {
	await emptyOutbox(wordpress);
	service.received.length = 0;
	refuse = false;
});
afterAll(async () => {
	await makeManual(wordpress);
	await service.stop();
});

describe('WP-Cron hands a waiting post over', () => {
	it('as the contract says, signed, with attempts for every slot it can have, and then forgets the row', async () => {
		const pattern = await wordpress.runPhp<number>(
			`return wp_insert_post( array( 'post_title' => 'A pattern', 'post_type' => 'wp_block', 'post_status' => 'publish', 'post_content' => 'In a pattern.' ) );`,
		);
		const id = await publish('Ochre &amp; lapis', `${TWO_SECTIONS}<!-- wp:block {"ref":${pattern}} /-->`);
		await wordpress.runCron();
		await expect.poll(() => outboxRows(wordpress, id), { timeout: 60_000 }).toEqual([]);

		const sent = service.received.find((one) => one.path === '/v1/publications');
		const { publications } = outboxSchema.parse(sent?.body);
		expect(publications).toMatchObject([
			{
				reason: 'published',
				lane: 'publish',
				person: { id: 1, name: 'admin' },
				post: {
					id,
					title: 'Ochre & lapis',
					status: 'publish',
					language: 'en-US',
					has_featured_image: false,
					patterns: [{ id: pattern, content: 'In a pattern.' }],
				},
				policy: { max_in_article: 3, approval: 'by_hand', mobile: { width: 960, height: 1200 } },
			},
		]);
		expect(publications[0]?.attempt_ids).toHaveLength(3);
		expect(sent?.headers['x-limner-signature']).toMatch(/^[0-9a-f]{64}$/);
	});

	it('later where the service does not take it: the row stays, says why, and is tried again', async () => {
		refuse = true;
		const id = await publish('Refused');
		await wordpress.runCron();
		await expect.poll(async () => (await outboxRows(wordpress, id))[0]?.tries, { timeout: 60_000 }).toBe(1);
		const [row] = await outboxRows(wordpress, id);
		expect(row?.last_error).toBe('limner_sidecar_unreachable');
		expect(row?.next_try_at).toBeGreaterThan(Date.now() / 1000);
		const retry = await wordpress.runPhp<number | false>(
			`return wp_next_scheduled( 'limner_deliver_outbox', array( 'retry' ) );`,
		);
		expect(retry).toBeGreaterThan(Date.now() / 1000 - 5);
	});
});

describe('what is handed over', () => {
	it('is the same at every reading, until it is acknowledged', async () => {
		await publish('Read twice');
		const [first] = await pending();
		const [second] = await pending();
		expect(second?.publication_id).toBe(first?.publication_id);
		expect(second?.attempt_ids).toEqual(first?.attempt_ids);
	});

	it('leaves out a post that got its images, was trashed, or whose asker lost the right, and drops the row', async () => {
		const { whole, trashed, asked } = await wordpress.runPhp<Record<string, number>>(`
			$insert = function () { return wp_insert_post( array( 'post_title' => 'Changing', 'post_content' => 'No section.', 'post_status' => 'publish' ) ); };
			$ids    = array( 'whole' => $insert(), 'trashed' => $insert(), 'asked' => $insert() );
			$media  = wp_insert_attachment( array( 'post_title' => 'Chosen', 'post_mime_type' => 'image/webp' ), '2026/01/chosen.webp' );
			set_post_thumbnail( $ids['whole'], $media );
			global $wpdb;
			$wpdb->update( $wpdb->posts, array( 'post_status' => 'trash' ), array( 'ID' => $ids['trashed'] ) );
			clean_post_cache( $ids['trashed'] );
			$wpdb->update( $wpdb->prefix . 'limner_outbox', array( 'reason' => 'requested', 'person_id' => get_user_by( 'login', 'contributor' )->ID ), array( 'post_id' => $ids['asked'] ) );
			return $ids;
		`);
		expect(await outboxRows(wordpress)).toHaveLength(3);
		expect(await pending()).toEqual([]);
		expect(await outboxRows(wordpress)).toEqual([]);
		expect([whole, trashed, asked]).not.toContain(undefined);
	});

	it('waits where there is no publishing user, and Site Health says so', async () => {
		const id = await publish('Nobody there');
		const admin = await wordpress.logIn();
		await wordpress.runPhp(
			`$settings = get_option( 'limner_settings' ); $settings['publishing_user'] = get_user_by( 'login', 'author' )->ID; update_option( 'limner_settings', $settings );`,
		);
		try {
			expect(await pending()).toEqual([]);
			expect(await outboxRows(wordpress, id)).toHaveLength(1);
			const page = await fetch(`${wordpress.url}/wp-admin/site-health.php`, {
				headers: { cookie: admin.cookie },
			});
			expect(await page.text()).toContain('Limner has no publishing user');
		} finally {
			await wordpress.runPhp(
				`$settings = get_option( 'limner_settings' ); $settings['publishing_user'] = 1; update_option( 'limner_settings', $settings );`,
			);
		}
	});
});

describe('reconciliation', () => {
	it('finds a post that no hook saw, and leaves those from before automatic alone', async () => {
		const { seen, old } = await wordpress.runPhp<Record<string, number>>(`
			global $wpdb;
			$ids = array();
			foreach ( array( 'seen' => current_time( 'mysql', true ), 'old' => '2020-01-01 10:00:00' ) as $name => $date ) {
				$wpdb->insert( $wpdb->posts, array( 'post_title' => $name, 'post_content' => '${TWO_SECTIONS}', 'post_excerpt' => '', 'to_ping' => '', 'pinged' => '', 'post_content_filtered' => '', 'post_status' => 'publish', 'post_date' => $date, 'post_date_gmt' => $date, 'post_modified' => $date, 'post_modified_gmt' => $date ) );
				$ids[ $name ] = $wpdb->insert_id;
			}
			$wpdb->query( "DELETE FROM {$wpdb->prefix}limner_outbox" );
			update_option( 'limner_reconcile_cursor', $ids['seen'] - 1 );
			do_action( 'limner_reconcile' );
			return $ids;
		`);
		expect(await outboxRows(wordpress)).toMatchObject([{ post_id: seen, reason: 'reconciled' }]);
		expect(old).toBeGreaterThan(0);
	});
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WordPress } from '../wordpress/use-wordpress.ts';

const CASES = join(import.meta.dirname, 'cases');

export interface RenderingCase {
	name: string;
	expectation: 'picture' | 'untouched';
	markup: string;
}

/** The cases are files: the folder says what is expected, the name says of what. */
export function readCases(): RenderingCase[] {
	return (['picture', 'untouched'] as const).flatMap((expectation) =>
		readdirSync(join(CASES, expectation))
			.sort()
			.map((file) => ({
				name: file.replace('.html', '').replaceAll('-', ' '),
				expectation,
				markup: readFileSync(join(CASES, expectation, file), 'utf8'),
			})),
	);
}

export interface RenderingSite {
	desktop: number;
	mobile: number;
	/** Address of each case's post, by the case's name. */
	addresses: Record<string, string>;
	/** A post and a page with the image as featured image. */
	featuredPost: { id: number; url: string };
	featuredPage: { id: number; url: string };
}

/** Attachments as the plugin stores them, and a post for each case. The files themselves are not needed. */
export async function seedRenderingSite(
	wordpress: WordPress,
	cases: RenderingCase[],
): Promise<RenderingSite> {
	const markup = Buffer.from(
		JSON.stringify(Object.fromEntries(cases.map((one) => [one.name, one.markup]))),
	).toString('base64');
	return await wordpress.runPhp<RenderingSite>(`
		$attach = function ( string $name, string $rendition, int $width, int $height, array $sizes ) {
			$metadata = array( 'width' => $width, 'height' => $height, 'file' => "2026/11/{$name}.webp", 'sizes' => array() );
			foreach ( $sizes as $size => list( $size_width, $size_height ) ) {
				$metadata['sizes'][ $size ] = array( 'file' => "{$name}-{$size_width}x{$size_height}.webp", 'width' => $size_width, 'height' => $size_height, 'mime-type' => 'image/webp' );
			}
			$id = wp_insert_attachment( array( 'post_title' => $name, 'post_mime_type' => 'image/webp' ), "2026/11/{$name}.webp" );
			update_post_meta( $id, '_wp_attachment_metadata', $metadata );
			update_post_meta( $id, '_wp_attachment_image_alt', 'A stone slab' );
			update_post_meta( $id, '_limner_attempt', wp_generate_uuid4() );
			update_post_meta( $id, '_limner_rendition', $rendition );
			update_post_meta( $id, '_limner_focal_point', array( 'x' => 0.25, 'y' => 0.5 ) );
			update_post_meta( $id, '_limner_record', wp_json_encode( array( 'label' => 'AI-generated', 'digital_source_type' => 'trainedAlgorithmicMedia' ) ) );
			return $id;
		};
		$wide = array( 'medium' => array( 300, 169 ), 'large' => array( 1024, 576 ), 'thumbnail' => array( 150, 150 ) );
		$tall = array( 'medium' => array( 240, 300 ), 'medium_large' => array( 768, 960 ) );
		$name = uniqid( 'image' );
		$desktop = $attach( "{$name}-desktop", 'desktop', 1600, 900, $wide );
		$mobile  = $attach( "{$name}-mobile", 'mobile', 960, 1200, $tall );
		$alone   = $attach( "{$name}-alone", 'desktop', 1600, 900, $wide );
		$widow   = $attach( "{$name}-widow", 'desktop', 1600, 900, $wide );
		$gone    = $attach( "{$name}-gone", 'mobile', 960, 1200, $tall );
		update_post_meta( $desktop, '_limner_twin', $mobile );
		update_post_meta( $mobile, '_limner_twin', $desktop );
		update_post_meta( $widow, '_limner_twin', $gone );
		wp_delete_attachment( $gone, true );
		$names = array(
			'{desktop}' => $desktop, '{mobile}' => $mobile, '{alone}' => $alone, '{widow}' => $widow,
			'{desktop_large}' => wp_get_attachment_image_url( $desktop, 'large' ),
			'{desktop_medium}' => wp_get_attachment_image_url( $desktop, 'medium' ),
			'{desktop_thumbnail}' => wp_get_attachment_image_url( $desktop, 'thumbnail' ),
			'{mobile_full}' => wp_get_attachment_image_url( $mobile, 'full' ),
			'{alone_large}' => wp_get_attachment_image_url( $alone, 'large' ),
			'{widow_large}' => wp_get_attachment_image_url( $widow, 'large' ),
		);
		wp_set_current_user( 1 );
		$insert = function ( string $title, string $content, string $type, int $featured ) {
			$id = wp_insert_post( wp_slash( array( 'post_title' => $title, 'post_content' => $content, 'post_status' => 'publish', 'post_type' => $type ) ) );
			if ( $featured ) {
				set_post_thumbnail( $id, $featured );
			}
			return array( 'id' => $id, 'url' => get_permalink( $id ) );
		};
		$addresses = array();
		foreach ( json_decode( base64_decode( '${markup}' ), true ) as $case => $content ) {
			$addresses[ $case ] = $insert( "Rendering {$case}", strtr( $content, $names ), 'post', 0 )['url'];
		}
		return array(
			'desktop'      => $desktop,
			'mobile'       => $mobile,
			'addresses'    => $addresses,
			'featuredPost' => $insert( 'Featured post', strtr( "<!-- wp:image {\\"id\\":{desktop}} --><figure class=\\"wp-block-image\\"><img src=\\"{desktop_large}\\" alt=\\"\\" class=\\"wp-image-{desktop}\\"/></figure><!-- /wp:image -->", $names ), 'post', $desktop ),
			'featuredPage' => $insert( 'Featured page', 'A page.', 'page', $desktop ),
		);
	`);
}

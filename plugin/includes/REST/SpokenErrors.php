<?php
/**
 * Errors with their sentences.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

/**
 * Adds to each error of an answer the sentence that a person reads, in their language: the editor carries no table of
 * its own. The title says what happened, the text what it means and what to do.
 */
final class SpokenErrors {

	/**
	 * The same images with sentences.
	 *
	 * @param array<string, mixed> $images editorPostImagesSchema.
	 * @return array<string, mixed>
	 */
	public static function in_images( array $images ): array {
		$images['connection'] = self::in_holder( $images['connection'] );
		$images['plan']       = self::in_holder( $images['plan'] );
		foreach ( $images['slots'] as $position => $slot ) {
			$images['slots'][ $position ]['attempt']    = self::in_holder( $slot['attempt'] );
			$images['slots'][ $position ]['candidates'] = array_map( array( self::class, 'in_holder' ), $slot['candidates'] );
		}

		return $images;
	}

	/**
	 * The same of what may hold an error.
	 *
	 * @param array<string, mixed>|null $holder A plan, an attempt, a candidate or a connection.
	 * @return array<string, mixed>|null
	 */
	private static function in_holder( ?array $holder ): ?array {
		if ( ! isset( $holder['error'] ) ) {
			return $holder;
		}
		$error = $holder['error'];
		if ( 'outcome_in_doubt' === $error['code'] ) {
			// What is in doubt is what the attempt costs.
			$error['amount'] ??= $holder['price_microdollars'] ?? null;
		}
		$message           = Messages::for_error( $error );
		$error['sentence'] = array(
			'title' => $message['title'],
			'text'  => trim( "{$message['text']} {$message['action']}" ),
		);
		$holder['error']   = $error;

		return $holder;
	}
}

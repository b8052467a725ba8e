<?php
/**
 * Images with their sentences.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\REST;

/**
 * Adds to each error, notice and finding of an answer the sentence that a person reads, in their language: the editor
 * carries no table of its own. An error's title says what happened, its text what that means and what to do.
 */
final class SpokenImages {

	/**
	 * The same images with sentences.
	 *
	 * @param array<string, mixed> $images editorPostImagesSchema.
	 * @return array<string, mixed>
	 */
	public static function of( array $images ): array {
		$images['connection'] = self::in_holder( $images['connection'] );
		$images['plan']       = self::in_plan( $images['plan'] );
		foreach ( $images['slots'] as $position => $slot ) {
			$images['slots'][ $position ]['attempt']    = self::in_holder( $slot['attempt'] );
			$images['slots'][ $position ]['candidates'] = array_map( array( self::class, 'in_candidate' ), $slot['candidates'] );
		}

		return $images;
	}

	/**
	 * The same plan with sentences.
	 *
	 * @param array<string, mixed>|null $plan planSchema.
	 * @return array<string, mixed>|null
	 */
	private static function in_plan( ?array $plan ): ?array {
		// What was remembered of an older image service has none.
		if ( isset( $plan['notices'] ) ) {
			$plan['notices'] = array_map( static fn ( array $notice ): array => array( 'sentence' => PlanNotices::sentence( $notice['code'], $notice['subject'] ) ) + $notice, $plan['notices'] );
		}

		return self::in_holder( $plan );
	}

	/**
	 * The same candidate with sentences.
	 *
	 * @param array<string, mixed> $candidate candidateSchema.
	 * @return array<string, mixed>|null
	 */
	private static function in_candidate( array $candidate ): ?array {
		// What was remembered of an older image service has none.
		$candidate['findings'] = array_map( static fn ( array $finding ): array => array( 'sentence' => Findings::sentence( $finding['code'], $finding['subject'] ) ) + $finding, $candidate['findings'] ?? array() );

		return self::in_holder( $candidate );
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

<?php
/**
 * What the sidecar answered.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Sidecar;

/**
 * A successful answer.
 */
final class Answer {

	/**
	 * An answer as it came.
	 *
	 * @param int    $status     HTTP status, 2xx.
	 * @param string $media_type Without parameters, lower case.
	 * @param string $bytes      The body.
	 */
	public function __construct(
		public readonly int $status,
		public readonly string $media_type,
		public readonly string $bytes
	) {}
}

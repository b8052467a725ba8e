<?php
/**
 * Whether an image may be put at an offset.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Placement;

use WP_Block_Parser;

/**
 * Reads block delimiters with WordPress's own tokenizer. The sidecar chose the place; this makes sure that nothing is
 * cut in two there.
 */
final class InsertionPoint {

	/**
	 * What speaks against an offset; null where nothing does.
	 *
	 * @param string $content Saved content, UTF-8.
	 * @param int    $offset  In bytes.
	 * @param string $kind    `block` or `classic`.
	 */
	public function objection( string $content, int $offset, string $kind ): ?string {
		if ( $offset > strlen( $content ) ) {
			return 'The offset is behind the end of the content.';
		}
		if ( $offset < strlen( $content ) && 0x80 === ( ord( $content[ $offset ] ) & 0xC0 ) ) {
			return 'The offset is inside a character.';
		}
		$between = $this->between_delimiters( $content, $offset );
		if ( null === $between ) {
			return 'The offset is inside a block delimiter.';
		}

		return 'block' === $kind ? $this->block_objection( $between ) : $this->classic_objection( $between );
	}

	/**
	 * Puts text at an offset, with a blank line on both sides as WordPress itself writes between blocks.
	 *
	 * @param string $content Saved content.
	 * @param int    $offset  In bytes.
	 * @param string $markup  What to put there.
	 */
	public function splice( string $content, int $offset, string $markup ): string {
		$before = substr( $content, 0, $offset );
		$after  = substr( $content, $offset );
		// Inside a container WordPress writes no blank line beside the container's own tags.
		$lead  = '' === trim( $before ) || str_ends_with( $before, "\n\n" ) ? '' : "\n\n";
		$trail = '' === trim( $after ) || str_starts_with( $after, "\n\n" ) || str_starts_with( $after, '</' ) ? '' : "\n\n";
		if ( str_ends_with( $before, "\n" ) && "\n\n" === $lead ) {
			$lead = "\n";
		}

		return $before . $lead . $markup . $trail . $after;
	}

	/**
	 * What is on both sides of an offset, up to the nearest delimiters.
	 *
	 * @param string $content Saved content.
	 * @param int    $offset  In bytes.
	 * @return array{before: string, after: string, previous: string, next: string, depth: int}|null `previous` and `next`
	 *         are `void-block`, `block-opener`, `block-closer`, or `edge` of the content; null: inside a delimiter.
	 */
	private function between_delimiters( string $content, int $offset ): ?array {
		$parser           = new WP_Block_Parser();
		$parser->document = $content;
		$parser->offset   = 0;

		$previous = 'edge';
		$depth    = 0;
		while ( true ) {
			list( $type, , , $start, $length ) = $parser->next_token();
			if ( 'no-more-tokens' === $type || $start >= $offset ) {
				$end = null === $start ? strlen( $content ) : $start;

				return array(
					'before'   => substr( $content, $parser->offset, $offset - $parser->offset ),
					'after'    => substr( $content, $offset, $end - $offset ),
					'previous' => $previous,
					'next'     => null === $start ? 'edge' : $type,
					'depth'    => $depth,
				);
			}
			if ( $start + $length > $offset ) {
				return null;
			}
			$depth         += array(
				'block-opener' => 1,
				'block-closer' => -1,
			)[ $type ] ?? 0;
			$previous       = $type;
			$parser->offset = $start + $length;
		}
	}

	/**
	 * A block may stand directly after a block that ends, directly before one that begins, or at an end of the content.
	 *
	 * @param array{before: string, after: string, previous: string, next: string, depth: int} $between What is around it.
	 */
	private function block_objection( array $between ): ?string {
		$follows_block  = '' === trim( $between['before'] ) && in_array( $between['previous'], array( 'block-closer', 'void-block', 'edge' ), true );
		$precedes_block = '' === trim( $between['after'] ) && in_array( $between['next'], array( 'block-opener', 'void-block', 'edge' ), true );

		return $follows_block || $precedes_block ? null : 'The offset is not between blocks.';
	}

	/**
	 * In text without blocks an image may stand between lines or after an element that ends.
	 *
	 * @param array{before: string, after: string, previous: string, next: string, depth: int} $between What is around it.
	 */
	private function classic_objection( array $between ): ?string {
		$before = $between['before'];
		if ( $this->last( $before, '<' ) > $this->last( $before, '>' ) || $this->last( $before, '<!--' ) > $this->last( $before, '-->' ) ) {
			return 'The offset is inside a tag or a comment.';
		}
		$line         = rtrim( $before, " \t" );
		$after_line   = '' === $line || str_ends_with( $line, '>' ) || str_ends_with( $line, "\n" );
		$next         = ltrim( $between['after'], " \t\r" );
		$before_break = '' === $next || str_starts_with( $next, "\n" );

		return $after_line || $before_break ? null : 'The offset is inside a line of text.';
	}

	/**
	 * Where a text occurs last; -1 where it does not.
	 *
	 * @param string $text   To search in.
	 * @param string $needle To look for.
	 */
	private function last( string $text, string $needle ): int {
		$position = strrpos( $text, $needle );

		return false === $position ? -1 : $position;
	}
}

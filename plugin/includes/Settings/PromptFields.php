<?php
/**
 * How prompts are worded: part of the settings "What should they look like?".
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

use Limner\Prompts\PromptPattern;

/**
 * The prompt pattern with its preview, the negative prompt, and how the images of a post are kept alike.
 */
final class PromptFields {

	/**
	 * Prints the rows.
	 *
	 * @param array{pattern: string, negative: string, enhance: bool, keep_together: bool, first_as_reference: bool} $prompting As it stands.
	 */
	public function render( array $prompting ): void {
		Fields::row( __( 'Prompt pattern', 'limner' ), 'prompting][pattern', fn () => $this->render_pattern( $prompting['pattern'] ) );
		Fields::row(
			__( 'Negative prompt', 'limner' ),
			'prompting][negative',
			static function () use ( $prompting ): void {
				Fields::textarea( 'prompting][negative', $prompting['negative'], 1000, 2 );
				Fields::description( __( 'What no image should show, for models that take such a list. Where the model takes none, the plan says so and what stands under “Avoid” is said in words.', 'limner' ) );
			}
		);
		Fields::row(
			__( 'Images of one post', 'limner' ),
			'',
			static function () use ( $prompting ): void {
				Fields::checkbox( 'prompting][keep_together', $prompting['keep_together'], __( 'Keep them alike: the same seed where the model takes one', 'limner' ) );
				echo '<br>';
				Fields::checkbox( 'prompting][first_as_reference', $prompting['first_as_reference'], __( 'Show the model the first finished image with all others, where it takes images', 'limner' ) );
				Fields::description( __( 'The others wait for the first image, and some providers charge for an image that is sent along.', 'limner' ) );
			}
		);
		Fields::row(
			__( 'Fuller prompts', 'limner' ),
			'',
			static function () use ( $prompting ): void {
				Fields::checkbox( 'prompting][enhance', $prompting['enhance'], __( 'Have the chat model make each prompt fuller before an image is made', 'limner' ) );
				Fields::description( __( 'Only where the image service has a chat model. You see what it changed, and can take it back.', 'limner' ) );
			}
		);
	}

	/**
	 * Reads them.
	 *
	 * @param array<string, mixed> $input Its part of the form.
	 * @return array<string, mixed>
	 */
	public function changes_from( array $input ): array {
		return array(
			'pattern'            => str_replace( "\r\n", "\n", (string) ( $input['pattern'] ?? '' ) ),
			'negative'           => (string) ( $input['negative'] ?? '' ),
			'enhance'            => '1' === ( $input['enhance'] ?? '' ),
			'keep_together'      => '1' === ( $input['keep_together'] ?? '' ),
			'first_as_reference' => '1' === ( $input['first_as_reference'] ?? '' ),
		);
	}

	/**
	 * Prints the pattern and what comes of it; the page's script keeps the preview up to date.
	 *
	 * @param string $pattern As it stands.
	 */
	private function render_pattern( string $pattern ): void {
		Fields::textarea( 'prompting][pattern', $pattern, PromptPattern::LONGEST, 5 );
		/* translators: %s: names in braces. */
		Fields::description( sprintf( __( 'The text around each prompt; a category or a post may have its own. It may name %s. A line that has nothing to say is left out. Empty takes the usual pattern:', 'limner' ), PromptPattern::listed() ) );
		printf( '<pre class="limner-pattern"><code>%s</code></pre>', esc_html( PromptPattern::BUILT_IN ) );
		printf( '<p>%s</p>', esc_html__( 'With an example it says:', 'limner' ) );
		printf(
			'<pre class="limner-pattern" id="limner-pattern-preview" aria-live="polite" data-built-in="%s" data-example="%s">%s</pre>',
			esc_attr( PromptPattern::BUILT_IN ),
			esc_attr( (string) wp_json_encode( PromptPattern::example() ) ),
			esc_html( PromptPattern::preview( $pattern ) )
		);
	}
}

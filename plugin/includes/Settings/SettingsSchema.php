<?php
/**
 * What the settings are: the shape, the allowed values and the defaults.
 *
 * @package Limner
 */

declare( strict_types=1 );

namespace Limner\Settings;

/**
 * The settings as WordPress's own JSON Schema, and their defaults.
 */
final class SettingsSchema {

	/**
	 * Image types in the order of the settings page.
	 */
	public const IMAGE_TYPES = array( 'realistic', 'artistic', 'illustration', 'cartoon', 'watercolor', 'line_art', 'flat', 'minimalist', '3d', 'vintage' );

	/**
	 * The longest and the shortest side of a composition that the image service accepts, in pixels.
	 */
	public const SHORTEST_SIDE = 16;
	public const LONGEST_SIDE  = 8192;

	/**
	 * A month may begin on a day that every month has.
	 */
	public const LATEST_PERIOD_START = 28;

	/**
	 * The largest limit in images, the most providers that take over, files for social media and reference images.
	 */
	public const MOST_IMAGES     = 1_000_000;
	public const MOST_FALLBACKS  = 5;
	public const MOST_SOCIAL     = 6;
	public const MOST_REFERENCES = 4;

	/**
	 * Settings that are lists and not groups: a new value takes the place of the old one, whole.
	 */
	public const LISTS = array( 'social' );

	public const TIERS = array( 'draft', 'standard', 'premium' );

	/**
	 * The schema that GET and PUT limner/v1/settings show and that every change is checked against.
	 *
	 * @return array<string, mixed>
	 */
	public static function schema(): array {
		$limit = array(
			'type'    => array( 'integer', 'null' ),
			'minimum' => 0,
		);

		$image_limit = array( 'maximum' => self::MOST_IMAGES ) + $limit;

		return array(
			'$schema'              => 'http://json-schema.org/draft-04/schema#',
			'title'                => 'limner-settings',
			'type'                 => 'object',
			'additionalProperties' => false,
			'properties'           => array(
				'provider'                 => self::text( 60 ),
				'model'                    => self::text( 200 ),
				'quality'                  => self::one_of( array( 'low', 'medium', 'high', 'auto' ) ),
				'image_type'               => self::one_of( self::IMAGE_TYPES ),
				'style'                    => self::group(
					array(
						'palette'    => array(
							'type'     => 'array',
							'maxItems' => 8,
							'items'    => array(
								'type'    => 'string',
								'pattern' => '^#[0-9a-fA-F]{6}$',
							),
						),
						'guidelines' => self::text( 2000 ),
						'avoid'      => self::text( 1000 ),
						'references' => array(
							'type'     => 'array',
							'maxItems' => self::MOST_REFERENCES,
							'items'    => array(
								'type'    => 'integer',
								'minimum' => 1,
							),
						),
					)
				),
				'prompting'                => self::group(
					array(
						'pattern'            => self::text( 4000 ),
						'negative'           => self::text( 1000 ),
						'enhance'            => array( 'type' => 'boolean' ),
						'keep_together'      => array( 'type' => 'boolean' ),
						'first_as_reference' => array( 'type' => 'boolean' ),
					)
				),
				'choice'                   => self::group(
					array(
						'tier'          => self::one_of( self::TIERS ),
						'fallbacks'     => array(
							'type'     => 'array',
							'maxItems' => self::MOST_FALLBACKS,
							'items'    => self::group(
								array(
									'provider' => array( 'minLength' => 1 ) + self::text( 60 ),
									'model'    => self::text( 200 ),
								)
							),
						),
						'price_ceiling' => $limit,
					)
				),
				'max_in_article'           => self::whole( 0, 5 ),
				'every_section'            => array( 'type' => 'boolean' ),
				'format'                   => self::one_of( array( 'webp', 'jpeg', 'png', 'avif' ) ),
				'format_quality'           => self::whole( 1, 100 ),
				'desktop'                  => self::composition(),
				'mobile'                   => self::composition(),
				'mobile_mode'              => self::one_of( array( 'crop', 'compose' ) ),
				'previews'                 => array( 'type' => 'boolean' ),
				'approval'                 => self::one_of( array( 'by_hand', 'automatic' ) ),
				'label'                    => self::group(
					array(
						'enabled'    => array( 'type' => 'boolean' ),
						'text'       => self::text( 60 ),
						'reason_off' => self::text( 500 ),
					)
				),
				'on_publish'               => array(
					'type'                 => 'object',
					'additionalProperties' => self::one_of( array( 'off', 'ask', 'automatic' ) ),
				),
				'publishing_user'          => array(
					'type'    => 'integer',
					'minimum' => 0,
				),
				'candidate_retention_days' => self::whole( 1, 3650 ),
				'limits'                   => self::group(
					array(
						'site_month'   => $limit,
						'person_month' => $limit,
						'post'         => $limit,
						'run'          => $limit,
					)
				),
				'image_limits'             => self::group(
					array(
						'site_month'   => $image_limit,
						'person_month' => $image_limit,
						'post'         => $image_limit,
						'run'          => $image_limit,
					)
				),
				'period_start'             => self::whole( 1, self::LATEST_PERIOD_START ),
				'social'                   => array(
					'type'        => 'array',
					'maxItems'    => self::MOST_SOCIAL,
					'uniqueItems' => true,
					'items'       => array(
						'type'    => 'string',
						'pattern' => '^[a-z0-9-]{1,60}$',
					),
				),
			),
		);
	}

	/**
	 * What a new site starts with. `ask` for posts, because nobody should be surprised by an image or a bill.
	 *
	 * @return array<string, mixed>
	 */
	public static function defaults(): array {
		return array(
			'provider'                 => 'automatic',
			'model'                    => '',
			'quality'                  => 'medium',
			'image_type'               => 'realistic',
			'style'                    => array(
				'palette'    => array(),
				'guidelines' => '',
				'avoid'      => '',
				'references' => array(),
			),
			'prompting'                => array(
				'pattern'            => '',
				'negative'           => '',
				'enhance'            => false,
				'keep_together'      => true,
				'first_as_reference' => false,
			),
			'choice'                   => array(
				'tier'          => 'standard',
				'fallbacks'     => array(),
				'price_ceiling' => null,
			),
			'max_in_article'           => 3,
			'every_section'            => false,
			'format'                   => 'webp',
			'format_quality'           => 80,
			'desktop'                  => array(
				'enabled' => true,
				'width'   => 1600,
				'height'  => 900,
			),
			'mobile'                   => array(
				'enabled' => true,
				'width'   => 960,
				'height'  => 1200,
			),
			'mobile_mode'              => 'crop',
			'previews'                 => false,
			'approval'                 => 'by_hand',
			'label'                    => array(
				'enabled'    => true,
				'text'       => '',
				'reason_off' => '',
			),
			'on_publish'               => array( 'post' => 'ask' ),
			'publishing_user'          => 0,
			'candidate_retention_days' => 30,
			'limits'                   => array(
				'site_month'   => 20_000_000,
				'person_month' => null,
				'post'         => null,
				'run'          => null,
			),
			'image_limits'             => array(
				'site_month'   => null,
				'person_month' => null,
				'post'         => null,
				'run'          => null,
			),
			'period_start'             => 1,
			'social'                   => array(),
		);
	}

	/**
	 * A text of limited length.
	 *
	 * @param int $longest Characters.
	 * @return array<string, mixed>
	 */
	private static function text( int $longest ): array {
		return array(
			'type'      => 'string',
			'maxLength' => $longest,
		);
	}

	/**
	 * A whole number between two bounds.
	 *
	 * @param int $smallest Lower bound.
	 * @param int $largest  Upper bound.
	 * @return array<string, mixed>
	 */
	private static function whole( int $smallest, int $largest ): array {
		return array(
			'type'    => 'integer',
			'minimum' => $smallest,
			'maximum' => $largest,
		);
	}

	/**
	 * One of a closed list of words.
	 *
	 * @param string[] $words The list.
	 * @return array<string, mixed>
	 */
	private static function one_of( array $words ): array {
		return array(
			'type' => 'string',
			'enum' => $words,
		);
	}

	/**
	 * Settings that belong together and always come together.
	 *
	 * @param array<string, mixed> $properties Their schemas by name.
	 * @return array<string, mixed>
	 */
	private static function group( array $properties ): array {
		return array(
			'type'                 => 'object',
			'additionalProperties' => false,
			'required'             => array_keys( $properties ),
			'properties'           => $properties,
		);
	}

	/**
	 * A composition: whether it is made, and how large.
	 *
	 * @return array<string, mixed>
	 */
	private static function composition(): array {
		return self::group(
			array(
				'enabled' => array( 'type' => 'boolean' ),
				'width'   => self::whole( self::SHORTEST_SIDE, self::LONGEST_SIDE ),
				'height'  => self::whole( self::SHORTEST_SIDE, self::LONGEST_SIDE ),
			)
		);
	}
}

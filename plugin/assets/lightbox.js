/**
 * Phones enlarge the composition that they show. WordPress's lightbox knows one file for each image, the desktop one,
 * and would show that cut to the phone image's shape.
 */
( function () {
	'use strict';

	/** The `<source>` that the opened image is shown from; null where that is the desktop file. */
	let opened = null;

	function remember( event ) {
		const figure = event.target.closest( '.wp-lightbox-container' );
		if ( figure ) {
			const source = figure.querySelector( '.limner-picture > source' );
			opened = source && window.matchMedia( source.media ).matches ? source : null;
		}
	}

	function replaceEnlarged( changes ) {
		for ( const { target } of changes ) {
			if ( opened && target.getAttribute( 'srcset' ) && target.getAttribute( 'srcset' ) !== opened.srcset ) {
				target.setAttribute( 'srcset', opened.srcset );
			}
		}
	}

	document.addEventListener( 'click', remember, true );
	const overlay = document.querySelector( '.wp-lightbox-overlay' );
	if ( overlay ) {
		new MutationObserver( replaceEnlarged ).observe( overlay, { subtree: true, attributeFilter: [ 'srcset' ] } );
	}
} )();

/**
 * Settings → Limner: connecting and testing, and what changes while a person looks.
 */
( function ( wp ) {
	'use strict';

	const { __, sprintf } = wp.i18n;
	const apiFetch = wp.apiFetch;
	const CONNECTION = '/limner/v1/connection';
	const CHECK_PAUSE = 1000;
	const CHECK_TRIES = 30;
	const TESTED = 'limner-tested';

	const pause = ( milliseconds ) => new Promise( ( resolve ) => setTimeout( resolve, milliseconds ) );

	/**
	 * Shows what happened, with what to do where it failed.
	 *
	 * @param {string}   kind  success, warning, error or info.
	 * @param {string[]} lines Sentences; the first one is the title.
	 */
	function report( kind, lines ) {
		const place = document.getElementById( 'limner-connection-result' );
		const notice = document.createElement( 'div' );
		notice.className = `notice notice-${ kind } inline`;
		lines.filter( Boolean ).forEach( ( line, index ) => {
			const paragraph = document.createElement( 'p' );
			const text = document.createElement( index === 0 && lines.length > 1 ? 'strong' : 'span' );
			text.textContent = line;
			paragraph.append( text );
			notice.append( paragraph );
		} );
		place.replaceChildren( notice );
	}

	function reportFailure( failure ) {
		const data = failure.data || {};
		const cause = data.error && data.error.cause;
		report( 'error', [
			data.title || __( 'The site did not answer', 'limner' ),
			failure.message || __( 'Reload the page and try again.', 'limner' ),
			data.action,
			/* translators: %s: technical cause, in English. */
			cause ? sprintf( __( 'Cause: %s', 'limner' ), cause ) : '',
		] );
	}

	/**
	 * Runs an action of a button: the button waits, and a failure is shown.
	 *
	 * @param {HTMLButtonElement} button Its button.
	 * @param {string}            busy   What is going on, said while it does.
	 * @param {Function}          action The action.
	 */
	async function run( button, busy, action ) {
		button.disabled = true;
		report( 'info', [ busy ] );
		try {
			await action();
		} catch ( failure ) {
			reportFailure( failure );
			button.disabled = false;
			button.focus();
		}
	}

	const showAgain = () => window.location.reload();

	async function check() {
		let connection = await apiFetch( { path: `${ CONNECTION }/check`, method: 'POST' } );
		for ( let tries = 0; isChecking( connection ) && tries < CHECK_TRIES; tries++ ) {
			await pause( CHECK_PAUSE );
			connection = await apiFetch( { path: CONNECTION } );
		}
		window.sessionStorage.setItem( TESTED, '1' );
		showAgain();
	}

	const isChecking = ( connection ) => ! connection.error && Boolean( connection.site && connection.site.checking );

	const ACTIONS = {
		check: [ __( 'Testing both directions…', 'limner' ), check ],
		move: [
			__( 'Telling the image service…', 'limner' ),
			async () => {
				await apiFetch( { path: `${ CONNECTION }/move`, method: 'POST' } );
				showAgain();
			},
		],
		copy: [
			__( 'Disconnecting this copy…', 'limner' ),
			async () => {
				await apiFetch( { path: `${ CONNECTION }/copy`, method: 'POST' } );
				showAgain();
			},
		],
		disconnect: [
			__( 'Disconnecting…', 'limner' ),
			async () => {
				await apiFetch( { path: CONNECTION, method: 'DELETE' } );
				showAgain();
			},
		],
	};

	function setUpConnection() {
		if ( window.sessionStorage.getItem( TESTED ) && document.getElementById( 'limner-connection-result' ) ) {
			window.sessionStorage.removeItem( TESTED );
			report( 'info', [ __( 'Both directions were tested just now. The result stands above.', 'limner' ) ] );
			document.querySelector( '[data-limner-action=check]' )?.focus();
		}
		const form = document.querySelector( '.limner-connect' );
		if ( form ) {
			form.addEventListener( 'submit', ( event ) => {
				event.preventDefault();
				run( form.querySelector( '[type=submit]' ), __( 'Connecting…', 'limner' ), async () => {
					await apiFetch( {
						path: CONNECTION,
						method: 'POST',
						data: {
							address: form.querySelector( '#limner-address' ).value.trim(),
							code: form.querySelector( '#limner-code' ).value.trim(),
						},
					} );
					showAgain();
				} );
			} );
		}
		document.querySelectorAll( '[data-limner-action]' ).forEach( ( button ) => {
			button.addEventListener( 'click', () => {
				const name = button.dataset.limnerAction;
				const question = __( 'Disconnect the image service? Settings and images stay.', 'limner' );
				// eslint-disable-next-line no-alert -- the admin's own way of asking before something ends.
				if ( name !== 'disconnect' || window.confirm( question ) ) {
					run( button, ...ACTIONS[ name ] );
				}
			} );
		} );
	}

	/** A provider's models only; those of others stay visible but cannot be chosen. */
	function setUpModels() {
		const provider = document.getElementById( 'limner-provider' );
		const model = document.getElementById( 'limner-model' );
		if ( ! provider || ! model ) {
			return;
		}
		const narrow = () => {
			const title = provider.selectedOptions[ 0 ].textContent;
			model.querySelectorAll( 'optgroup' ).forEach( ( group ) => {
				group.disabled = provider.value !== 'automatic' && group.label !== title;
			} );
			const chosen = model.selectedOptions[ 0 ];
			if ( chosen && chosen.parentElement.disabled ) {
				model.value = '';
			}
		};
		provider.addEventListener( 'change', narrow );
		narrow();
	}

	/**
	 * Who takes over, as a list that can be put in order: an entry moves up or down with a button, and focus goes with it.
	 */
	function setUpFallbacks() {
		const list = document.querySelector( '.limner-fallbacks' );
		if ( ! list ) {
			return;
		}
		const selects = [ ...list.querySelectorAll( 'select' ) ];
		const rows = selects.map( ( select, place ) => {
			const up = moveButton( 'arrow-up-alt2', __( 'Move up', 'limner' ) );
			const down = moveButton( 'arrow-down-alt2', __( 'Move down', 'limner' ) );
			select.after( up, down );
			up.addEventListener( 'click', () => swap( place, place - 1, 'up' ) );
			down.addEventListener( 'click', () => swap( place, place + 1, 'down' ) );
			select.addEventListener( 'change', () => show() );
			return { select, up, down };
		} );

		function show() {
			const last = selects.findLastIndex( ( select ) => select.value !== '' );
			rows.forEach( ( { select, up, down }, place ) => {
				select.closest( 'li' ).hidden = place > last + 1;
				up.hidden = down.hidden = place > last;
				up.disabled = place === 0;
				down.disabled = place >= last;
			} );
		}

		function swap( from, to, direction ) {
			const [ one, other ] = [ rows[ from ].select, rows[ to ].select ];
			// The entry may be one that only its own list offers, such as a model that is gone.
			const [ chosen, replaced ] = [ one.selectedOptions[ 0 ], other.selectedOptions[ 0 ] ];
			offer( other, chosen );
			offer( one, replaced );
			show();
			const { up, down } = rows[ to ];
			const wanted = direction === 'up' ? [ up, down ] : [ down, up ];
			wanted.find( ( button ) => ! button.disabled ).focus();
			wp.a11y.speak(
				/* translators: 1: a provider or model, 2: a number. */
				sprintf( __( '%1$s is now at place %2$d.', 'limner' ), chosen.textContent, to + 1 )
			);
		}

		function offer( select, option ) {
			const { value, textContent } = option;
			if ( ! [ ...select.options ].some( ( one ) => one.value === value ) ) {
				select.append( option.cloneNode( true ) );
				select.lastElementChild.textContent = textContent;
			}
			select.value = value;
		}

		show();
	}

	function moveButton( icon, label ) {
		const button = document.createElement( 'button' );
		button.type = 'button';
		button.className = 'button limner-move';
		button.setAttribute( 'aria-label', label );
		const picture = document.createElement( 'span' );
		picture.className = `dashicons dashicons-${ icon }`;
		picture.setAttribute( 'aria-hidden', 'true' );
		button.append( picture );
		return button;
	}

	function setUpLabel() {
		const enabled = document.getElementById( 'limner-label-enabled' );
		const reason = document.querySelector( '.limner-label-reason' );
		if ( ! enabled || ! reason ) {
			return;
		}
		const show = () => reason.classList.toggle( 'is-hidden', enabled.checked );
		enabled.addEventListener( 'change', show );
		show();
	}

	/** Images of the media library in place of their numbers. */
	function setUpReferences() {
		const place = document.querySelector( '.limner-references' );
		if ( ! place || ! wp.media ) {
			return;
		}
		const list = place.querySelector( 'ul' );
		const numbers = place.querySelector( 'input' );
		const choose = place.querySelector( '.limner-choose' );
		const most = Number( place.dataset.most );
		const shown = () => [ ...list.children ].map( ( item ) => Number( item.dataset.id ) );
		const write = () => {
			numbers.value = shown().join( ', ' );
		};

		function addRemove( item ) {
			const button = document.createElement( 'button' );
			button.type = 'button';
			button.className = 'button-link button-link-delete';
			button.textContent = __( 'Remove', 'limner' );
			/* translators: %s: title of an image. */
			button.setAttribute( 'aria-label', sprintf( __( 'Remove %s', 'limner' ), item.dataset.title ) );
			button.addEventListener( 'click', () => {
				item.remove();
				write();
				choose.focus();
				/* translators: %s: title of an image. */
				wp.a11y.speak( sprintf( __( '%s was removed.', 'limner' ), item.dataset.title ) );
			} );
			item.append( button );
		}

		function itemOf( { id, title, url, sizes } ) {
			const item = document.createElement( 'li' );
			Object.assign( item.dataset, { id, title } );
			const picture = document.createElement( 'img' );
			picture.src = sizes?.thumbnail?.url ?? url;
			picture.alt = title;
			item.append( picture );
			addRemove( item );
			return item;
		}

		function openLibrary() {
			const frame = wp.media( {
				title: __( 'Reference images', 'limner' ),
				button: { text: __( 'Use these images', 'limner' ) },
				library: { type: [ 'image/jpeg', 'image/png', 'image/webp' ] },
				multiple: 'add',
			} );
			frame.on( 'open', () => {
				const selection = frame.state().get( 'selection' );
				shown().forEach( ( id ) => {
					const attachment = wp.media.attachment( id );
					attachment.fetch();
					selection.add( attachment );
				} );
			} );
			frame.on( 'select', () => {
				const chosen = frame.state().get( 'selection' ).toJSON();
				list.replaceChildren( ...chosen.slice( 0, most ).map( itemOf ) );
				write();
				if ( chosen.length > most ) {
					/* translators: %d: a number of images. */
					wp.a11y.speak( sprintf( __( 'Only the first %d images are taken.', 'limner' ), most ) );
				}
			} );
			frame.open();
		}

		[ ...list.children ].forEach( addRemove );
		place.querySelector( '.limner-numbers' ).hidden = true;
		choose.addEventListener( 'click', openLibrary );
	}

	const SVG = 'http://www.w3.org/2000/svg';
	const GREYS = [ '#dcdcde', '#a7aaad', '#787c82', '#f0f0f1' ];

	function drawShape( name, attributes ) {
		const shape = document.createElementNS( SVG, name );
		Object.entries( attributes ).forEach( ( [ key, value ] ) => shape.setAttribute( key, value ) );
		return shape;
	}

	/** A hill, a hill and a sun in the site's colours: shapes and colours together, not an image. */
	function drawExample( width, height, colours, title ) {
		const colour = ( index ) => colours[ index % colours.length ];
		const picture = drawShape( 'svg', { viewBox: `0 0 ${ width } ${ height }`, role: 'img', 'aria-label': title } );
		const size = Math.min( width, height );
		picture.append(
			drawShape( 'rect', { width, height, fill: colour( 0 ) } ),
			drawShape( 'circle', { cx: width * 0.66, cy: height * 0.36, r: size * 0.16, fill: colour( 3 ) } ),
			drawShape( 'ellipse', { cx: width * 0.25, cy: height, rx: width * 0.6, ry: height * 0.42, fill: colour( 1 ) } ),
			drawShape( 'ellipse', { cx: width * 0.85, cy: height * 1.05, rx: width * 0.6, ry: height * 0.36, fill: colour( 2 ) } )
		);
		return picture;
	}

	function setUpExample() {
		const example = document.getElementById( 'limner-example' );
		const palette = document.getElementById( 'limner-style-palette' );
		if ( ! example || ! palette ) {
			return;
		}
		const size = ( name, side ) => Number( document.getElementById( `limner-${ name }-${ side }` ).value ) || 1;
		const draw = () => {
			const chosen = palette.value.match( /#[0-9a-f]{6}\b/gi ) || [];
			const colours = chosen.length ? chosen : GREYS;
			const titles = { desktop: __( 'Shape for desktop', 'limner' ), mobile: __( 'Shape for phones', 'limner' ) };
			const shapes = Object.keys( titles )
				.filter( ( name ) => document.getElementById( `limner-${ name }-enabled` ).checked )
				.map( ( name ) => drawExample( size( name, 'width' ), size( name, 'height' ), colours, titles[ name ] ) );
			example.replaceChildren( ...shapes );
			example.hidden = false;
		};
		palette.form.addEventListener( 'input', draw );
		draw();
	}

	/** What the pattern makes of an example, as the server showed it first. */
	function setUpPattern() {
		const pattern = document.getElementById( 'limner-prompting-pattern' );
		const preview = document.getElementById( 'limner-pattern-preview' );
		if ( ! pattern || ! preview ) {
			return;
		}
		const example = JSON.parse( preview.dataset.example );
		const show = () => {
			const text = pattern.value.trim() === '' ? preview.dataset.builtIn : pattern.value;
			preview.textContent = text.replace( /\{([a-z_]+)\}/g, ( whole, name ) => example[ name ] ?? whole );
		};
		pattern.addEventListener( 'input', show );
		show();
	}

	document.addEventListener( 'DOMContentLoaded', () => {
		setUpConnection();
		setUpPattern();
		setUpModels();
		setUpFallbacks();
		setUpLabel();
		setUpReferences();
		setUpExample();
	} );
} )( window.wp );

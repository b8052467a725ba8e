/**
 * Remembers which of Limner's notices a person has dismissed.
 */
document.addEventListener( 'click', ( event ) => {
	const notice = event.target.closest( '.limner-notice' );
	if ( notice && event.target.closest( '.notice-dismiss' ) ) {
		const body = new URLSearchParams( {
			action: 'limner_dismiss_notice',
			name: notice.dataset.name,
			_ajax_nonce: notice.dataset.nonce,
		} );
		fetch( notice.dataset.url, { method: 'POST', credentials: 'same-origin', body } );
	}
} );

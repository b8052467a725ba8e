import { Button } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { store as editorStore } from '@wordpress/editor';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useOpenPost } from '../sidebar/use-open-post.ts';
import { useSidebar } from '../sidebar/use-sidebar.ts';
import { openSidebar } from './open-sidebar.ts';

/** Before publishing: what is missing, in one line. */
export function PrePublish() {
	const sidebar = useSidebar();
	useOpenPost(sidebar);
	const { closePublishSidebar } = useDispatch(editorStore);
	const { images, state, ready } = sidebar;
	if (!images) return <p>{__('Looking for this post’s images', 'limner')}</p>;
	const missing = (state.outline?.outline.sections ?? []).filter(({ hasImage }) => !hasImage).length;
	const isAutomatic = images.settings.on_publish === 'automatic';
	const open = () => {
		void closePublishSidebar();
		openSidebar();
	};
	const gap = sprintf(
		// translators: %d: a number of sections.
		_n('%d section has no image.', '%d sections have no image.', missing, 'limner'),
		missing,
	);
	const look = sprintf(
		// translators: %d: a number of images.
		_n('Look at %d ready image', 'Look at %d ready images', ready.length, 'limner'),
		ready.length,
	);
	return (
		<div className="limner-pre-publish">
			<p>
				{missing === 0 ? __('Every section has an image.', 'limner') : gap}{' '}
				{missing > 0 && isAutomatic && __('They will be made after publishing.', 'limner')}
			</p>
			{ready.length > 0 && (
				<Button variant="secondary" size="small" onClick={open}>
					{look}
				</Button>
			)}
			{missing > 0 && !isAutomatic && ready.length === 0 && images.can.generate && (
				<Button variant="secondary" size="small" onClick={open}>
					{_n('Make it now', 'Make them now', missing, 'limner')}
				</Button>
			)}
		</div>
	);
}

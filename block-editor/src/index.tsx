import { Button } from '@wordpress/components';
import { useSelect } from '@wordpress/data';
import {
	PluginPrePublishPanel,
	PluginSidebar,
	PluginSidebarMoreMenuItem,
	store as editorStore,
} from '@wordpress/editor';
import { lazy, Suspense, useEffect } from '@wordpress/element';
import { addFilter } from '@wordpress/hooks';
import { __ } from '@wordpress/i18n';
import { registerPlugin } from '@wordpress/plugins';
import type { ComponentType } from 'react';
import { icon } from './icon.tsx';
import { openSidebar } from './panels/open-sidebar.ts';

/** Lazy parts are beside this script, wherever the site is. */
__webpack_public_path__ = (document.currentScript as HTMLScriptElement).src.replace(/[^/]+$/, '');

/** Everything but this file comes when somebody opens it. */
const loadImages = () => import(/* webpackChunkName: "images" */ './images.tsx');
const Sidebar = lazy(async () => ({ default: (await loadImages()).Sidebar }));
const PrePublish = lazy(async () => ({ default: (await loadImages()).PrePublish }));

/** What was on its way into the post when this tab was reloaded goes on, whether or not the sidebar is open. */
function useResume(): void {
	const postId = useSelect((select) => select(editorStore).getCurrentPostId(), []);
	useEffect(() => {
		const kept = sessionStorage.getItem(`limner/notes/${postId}`);
		if (kept?.includes('"intended"')) void loadImages().then(({ resume }) => resume(Number(postId)));
	}, [postId]);
}

function Limner() {
	useResume();
	return (
		<>
			<PluginSidebarMoreMenuItem target="images" icon={icon}>
				{__('Images', 'limner')}
			</PluginSidebarMoreMenuItem>
			<PluginSidebar name="images" title={__('Images', 'limner')} icon={icon}>
				<Suspense fallback={null}>
					<Sidebar />
				</Suspense>
			</PluginSidebar>
			<PluginPrePublishPanel title={__('Images', 'limner')} icon={icon} initialOpen>
				<Suspense fallback={null}>
					<PrePublish />
				</Suspense>
			</PluginPrePublishPanel>
		</>
	);
}

registerPlugin('limner', { render: Limner, icon });

/** Core's own control for the featured image, with a way to have one made. */
function withMakeOne(FeaturedImage: ComponentType<Record<string, unknown>>) {
	return function FeaturedImageWithMakeOne(props: Record<string, unknown>) {
		return (
			<>
				<FeaturedImage {...props} />
				{!props['featuredImageId'] && (
					<Button variant="link" onClick={openSidebar}>
						{__('Make one', 'limner')}
					</Button>
				)}
			</>
		);
	};
}

addFilter('editor.PostFeaturedImage', 'limner/make-one', withMakeOne);

import { __ } from '@wordpress/i18n';
import type { ErrorCode, ErrorInfo } from '@limner/shared/contracts/error-code';

export type ErrorSentence = NonNullable<ErrorInfo['sentence']>;

type Write = () => [title: string, text: string];

const internal: Write = () => [
	__('Your site answered with a failure of its own', 'limner'),
	__('Try again. If it stays, an administrator finds more under Tools → Site Health.', 'limner'),
];

/** What the editor finds out by itself. Every other failure comes from the plugin, with its sentence. */
const SENTENCES: Partial<Record<ErrorCode, Write>> = {
	request_malformed: () => [
		__('This part of the post could not be read', 'limner'),
		__('Reload the editor and try again.', 'limner'),
	],
	not_found: () => [
		__('Your site no longer has this', 'limner'),
		__('Update the plan and try again.', 'limner'),
	],
	permission_denied: () => [
		__('You may not do this here', 'limner'),
		__('Making images needs the right to edit this post and to upload files.', 'limner'),
	],
	site_unreachable: () => [
		__('Your site does not answer', 'limner'),
		__('Check your connection. Trying again does not pay twice.', 'limner'),
	],
	site_refused: () => [
		__('The post does not take an image there', 'limner'),
		__('That part of the post is locked. The image is kept.', 'limner'),
	],
	section_gone: () => [
		__('Its section is no longer in the post', 'limner'),
		__('The image is kept.', 'limner'),
	],
	upload_incomplete: () => [
		__('The image could not be stored in the media library', 'limner'),
		__('The image is kept and will not be charged again.', 'limner'),
	],
	internal,
};

export function describeError({ code, sentence }: ErrorInfo): ErrorSentence {
	if (sentence) return sentence;
	const [title, text] = (SENTENCES[code] ?? internal)();
	return { title, text };
}

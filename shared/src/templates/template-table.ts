import type { Platform, Template } from '../contracts/template.ts';
import { BLOG_TEMPLATES } from './blog-templates.ts';
import { EMAIL_TEMPLATES } from './email-templates.ts';
import { FACEBOOK_TEMPLATES } from './facebook-templates.ts';
import { INSTAGRAM_TEMPLATES } from './instagram-templates.ts';
import { LINKEDIN_TEMPLATES } from './linkedin-templates.ts';
import { PINTEREST_TEMPLATES } from './pinterest-templates.ts';
import { TIKTOK_TEMPLATES } from './tiktok-templates.ts';
import { WEBSITE_TEMPLATES } from './website-templates.ts';
import { X_TEMPLATES } from './x-templates.ts';
import { YOUTUBE_TEMPLATES } from './youtube-templates.ts';

/** Every template of every platform; one table a platform, with its sources. */
export const TEMPLATE_TABLE: readonly Template[] = [
	...INSTAGRAM_TEMPLATES,
	...FACEBOOK_TEMPLATES,
	...X_TEMPLATES,
	...LINKEDIN_TEMPLATES,
	...YOUTUBE_TEMPLATES,
	...PINTEREST_TEMPLATES,
	...TIKTOK_TEMPLATES,
	...BLOG_TEMPLATES,
	...EMAIL_TEMPLATES,
	...WEBSITE_TEMPLATES,
];

export const PLATFORM_TITLES: Readonly<Record<Platform, string>> = {
	instagram: 'Instagram',
	facebook: 'Facebook',
	x: 'X',
	linkedin: 'LinkedIn',
	youtube: 'YouTube',
	pinterest: 'Pinterest',
	tiktok: 'TikTok',
	blog: 'Blog',
	email: 'E-mail',
	website: 'Website',
};

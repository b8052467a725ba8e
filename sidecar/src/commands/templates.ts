import {
	PLATFORMS,
	TEMPLATE_CATEGORIES,
	templateWishSchema,
	type Platform,
	type Template,
} from '@limner/shared/contracts/template';
import { listTemplates, searchTemplates, specsOfPlatform } from '@limner/shared/templates/find-templates';
import { recommendTemplates } from '@limner/shared/templates/recommend-templates';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { requireKnownName } from '../planning/require-known-name.ts';
import { requireTemplate } from '../planning/require-template.ts';
import { printJson } from './print-json.ts';
import { tableWidth } from './print-table.ts';
import {
	describeRecommendations,
	describeSpecs,
	describeTemplate,
	describeTemplateTable,
} from './print-templates.ts';
import { readSize } from './read-size.ts';

interface Json {
	json?: true;
}

const JSON_OPTION = ['--json', 'print one JSON document in place of text'] as const;

/** What an image is for: `list`, `show`, `search`, `recommend` and `specs`. */
export function addTemplatesCommand(program: Command): void {
	const templates = program
		.command('templates')
		.description('sizes, safe areas and file limits of places where images stand');
	addList(templates);
	addShow(templates);
	addSearch(templates);
	addRecommend(templates);
	addSpecs(templates);
}

function addList(templates: Command): void {
	templates
		.command('list')
		.description('all of them, or those of a platform or a category')
		.option('--platform <name>', PLATFORMS.join(', '))
		.option('--category <name>', TEMPLATE_CATEGORIES.join(', '))
		.option(...JSON_OPTION)
		.action(({ platform, category, json }: { platform?: string; category?: string } & Json) => {
			const found = listTemplates({
				platform: platform === undefined ? undefined : requireKnownName('platform', platform, PLATFORMS),
				category:
					category === undefined ? undefined : requireKnownName('category', category, TEMPLATE_CATEGORIES),
			});
			printTemplates(found, json);
		});
}

function addShow(templates: Command): void {
	templates
		.command('show')
		.description('everything about one of them')
		.argument('<id>', 'such as blog-header')
		.option(...JSON_OPTION)
		.action((id: string, { json }: Json) => {
			const template = requireTemplate(id);
			if (json) printJson(template);
			else console.log(describeTemplate(template, tableWidth(process.stdout)));
		});
}

function addSearch(templates: Command): void {
	templates
		.command('search')
		.description('by words, a ratio or a size')
		.argument('<words...>', 'such as: instagram story; 9:16; 1080x1080')
		.option(...JSON_OPTION)
		.action((words: string[], { json }: Json) => printTemplates(searchTemplates(words.join(' ')), json));
}

interface RecommendOptions extends Json {
	platform?: string[];
	image?: { width: number; height: number };
	count: number;
}

function addRecommend(templates: Command): void {
	templates
		.command('recommend')
		.description('what fits a use, in your own words')
		.argument('[words...]', 'such as: a banner for our newsletter')
		.option('--platform <names...>', 'on these only')
		.addOption(
			new Option('--image <WxH>', 'of an image that is there: what keeps more of it comes first').argParser(
				readSize,
			),
		)
		.option('--count <number>', 'at most so many', countOfTemplates, 5)
		.option(...JSON_OPTION)
		.action((words: string[], { platform, image, count, json }: RecommendOptions) => {
			const platforms = (platform ?? []).map((name) => requireKnownName('platform', name, PLATFORMS));
			const wish = templateWishSchema.parse({ use: words.join(' '), platforms, image: image ?? null, count });
			const recommendations = recommendTemplates(wish);
			if (json) printJson({ recommendations });
			else console.log(describeRecommendations(recommendations, tableWidth(process.stdout)));
		});
}

function addSpecs(templates: Command): void {
	templates
		.command('specs')
		.description('what a platform takes')
		.argument('<platform>', PLATFORMS.join(', '))
		.option(...JSON_OPTION)
		.action((name: string, { json }: Json) => {
			const specs = specsOfPlatform(requireKnownName<Platform>('platform', name, PLATFORMS));
			if (json) printJson(specs);
			else console.log(describeSpecs(specs, tableWidth(process.stdout)));
		});
}

function printTemplates(templates: Template[], json: true | undefined): void {
	if (json) printJson({ templates });
	else console.log(describeTemplateTable(templates, tableWidth(process.stdout)));
}

function countOfTemplates(text: string): number {
	if (!/^\d{1,2}$/.test(text) || Number(text) < 1 || Number(text) > 20) {
		throw new InvalidArgumentError('Give a whole number from 1 to 20.');
	}
	return Number(text);
}

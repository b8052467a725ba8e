import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { firstLetterWithoutFont, scriptName } from './bundled-fonts.ts';

describe('firstLetterWithoutFont', () => {
	it.each([
		'How we grew “forty” kilos — čřžőđß',
		'Đất và phân bón',
		'Πώς να ποτίζετε',
		'Что мы узнали за зиму',
		'كيف تزرع الطماطم: دليلٌ مُبسَّط ۱۲۳ پگچ',
		'איך לגדל עגבניות',
		'टमाटर कैसे उगाएं',
		'日本語の見出し：春の庭づくり',
		'วิธีปลูกมะเขือเทศที่ระเบียงบ้าน',
		'발코니에서 토마토 키우기',
		'20 € → ½ … ™ © № ✓',
	])('has every letter of %s', (text) => {
		expect(firstLetterWithoutFont(text)).toBeNull();
	});

	it.each([
		['தமிழ்', 'Tamil'],
		['ქართული', 'Georgian'],
		['标题', 'Han'],
		['বাংলা', 'Bengali'],
	])('misses %s', (text, script) => {
		const letter = firstLetterWithoutFont(`Title ${text}`);
		expect(letter).not.toBeNull();
		expect(scriptName(letter ?? '')).toBe(script);
	});
});

describe('prepareFonts', () => {
	it('makes the bundled fonts the only ones, whatever the machine has', () => {
		// In its own process: fontconfig reads its configuration once.
		const program = `
			import sharp from 'sharp';
			import { prepareFonts } from ${JSON.stringify(new URL('./prepare-fonts.ts', import.meta.url).href)};
			prepareFonts();
			const draw = async (font) => (await sharp({ text: { text: 'Wing', font, dpi: 72 } }).raw().toBuffer()).toString('base64');
			const [bundled, absent, none] = [await draw('Noto Sans 40'), await draw('DejaVu Sans 40'), await draw('No Such Font 40')];
			console.log(JSON.stringify([absent === none, bundled !== await draw('Fraunces 40')]));
		`;
		const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
			cwd: import.meta.dirname,
		});
		expect(JSON.parse(output.toString())).toEqual([true, true]);
	});
});

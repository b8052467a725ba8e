import { describe, expect, it } from 'vitest';
import { composePrompt } from './compose-prompt.ts';
import { IMAGE_TYPE_FACTS, type ImageType } from './image-types.ts';
import { softenByRules } from './soften-by-rules.ts';
import { ARTISTS, SOFTER_WORDS } from './softer-words.ts';

describe('softenByRules', () => {
	it.each([
		['a hard word', 'A soldier with a gun in the rain.', 'A soldier with a prop in the rain.'],
		['two words before one', 'A dead body by the river', 'A resting figure by the river'],
		['with its capital', 'Blood on snow. Bloody hands.', 'Red paint on snow. Weathered hands.'],
		[
			'German with its ending',
			'Eine blutige Schlacht, ein nackter Mann',
			'Eine verwitterte Schlacht, ein verhüllter Mann',
		],
		['a German noun of the same gender', 'Die Pistole neben dem Messer', 'Die Ausrüstung neben dem Werkzeug'],
		['the style of anybody', 'A harbour in the style of Vincent van Gogh, at dawn', 'A harbour, at dawn'],
		['the style of anybody in German', 'Ein Hafen im Stil von Max Ernst am Morgen', 'Ein Hafen am Morgen'],
		['nothing beyond the name', 'A sea in the style of J. M. W. Turner.\nStyle: wide', 'A sea.\nStyle: wide'],
		['an artist', 'A girl with a balloon, by Banksy.', 'A girl with a balloon.'],
		['an artist at the beginning', 'Banksy, a wall in London', 'a wall in London'],
		['a brand', 'A Lego castle on a Disney poster', 'A toy brick castle on an animated film poster'],
		['the article before it', 'An explosion, then a sexy dress.', 'A burst of light, then an elegant dress.'],
		['no German preposition', 'Er dachte an Bomben.', 'Er dachte an Staubwolken.'],
	])('changes %s', (_, prompt, softer) => {
		expect(softenByRules(prompt)).toBe(softer);
	});

	it.each([
		'A calm harbour in the morning, with boats.',
		'A gunwale, a knifefish, a shotgun house and begonias.',
		'Text in the style of a travel poster.',
		'朝の静かな港',
		'Line one\n\n  Line two',
	])('leaves “%s” as it is', (prompt) => {
		expect(softenByRules(prompt)).toBe(prompt);
	});

	it('leaves alone what every prompt says of itself', () => {
		for (const imageType of Object.keys(IMAGE_TYPE_FACTS) as ImageType[]) {
			const prompt = composePrompt(`${IMAGE_TYPE_FACTS[imageType].opening} of a harbour`, {
				imageType,
				style: { palette: ['#1d3557'], guidelines: 'wide views', avoid: 'flags' },
				keepSubjectInside: '4:5',
			});
			expect(softenByRules(prompt)).toBe(prompt);
		}
	});

	it('has no milder word that has to be made milder', () => {
		for (const { milder } of SOFTER_WORDS) {
			const words = milder.replace('*', '');
			expect(softenByRules(words)).toBe(words);
		}
		for (const artist of ARTISTS) expect(softenByRules(`A room by ${artist}`)).toBe('A room');
	});
});

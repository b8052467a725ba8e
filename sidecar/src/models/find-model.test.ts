import { describe, expect, test } from 'vitest';
import { LimnerError } from '../errors/limner-error.ts';
import { factsAbout, findModel, listModels } from './find-model.ts';
import { MODEL_TABLE } from './model-table.ts';

const TODAY = new Date('2026-11-20T12:00:00Z');

function refusalOf(provider: string, name: string, today = TODAY): LimnerError {
	try {
		findModel(provider, name, today);
	} catch (error) {
		if (error instanceof LimnerError) return error;
		throw error;
	}
	throw new Error(`${name} was found`);
}

describe('findModel', () => {
	test('takes the default of the provider for an empty name', () => {
		expect(findModel('openai', '', TODAY).facts.name).toBe('gpt-image-2.5-flare');
		expect(findModel('sketch', '', TODAY).facts).toMatchObject({ name: 'card', isLocal: true });
	});

	test('names the nearest known model for an unknown one', () => {
		const refusal = refusalOf('openai', 'gpt-image-2.5-flair');
		expect(refusal.code).toBe('model_unknown');
		expect(refusal.subject).toBe('gpt-image-2.5-flair → gpt-image-2.5-flare?');
	});

	test('never proposes a retired model', () => {
		expect(refusalOf('openai', 'dall-e-4').subject).not.toMatch(/dall-e-3/);
	});

	test('names the successor of a retired model', () => {
		for (const name of ['dall-e-2', 'dall-e-3', 'gpt-image-1']) {
			const refusal = refusalOf('openai', name);
			expect(refusal.code).toBe('model_retired');
			expect(refusal.subject).toBe(`${name} → gpt-image-2.5-flare`);
		}
	});

	test('warns before the last day and refuses from that day on', () => {
		expect(findModel('openai', 'gpt-image-1.5', TODAY).retiresSoon?.date).toBe('2026-12-01');
		expect(findModel('openai', 'gpt-image-1.5', new Date('2026-09-01')).retiresSoon).toBeNull();
		expect(findModel('openai', 'gpt-image-2.5-flare', TODAY).retiresSoon).toBeNull();
		expect(refusalOf('openai', 'gpt-image-1.5', new Date('2026-12-01T00:00:00Z')).code).toBe('model_retired');
	});

	test('refuses a provider that it does not know', () => {
		expect(refusalOf('acme', '')).toMatchObject({ code: 'provider_unknown', subject: 'acme' });
	});
});

describe('the table', () => {
	test('lists the default first and nothing that is retired', () => {
		const names = listModels('openai', TODAY).map(({ facts }) => facts.name);
		expect(names[0]).toBe('gpt-image-2.5-flare');
		expect(names).not.toContain('gpt-image-1');
		expect(names).toContain('gpt-image-1.5');
	});

	test('has one default a provider, unique names, and successors that are offered', () => {
		for (const provider of new Set(MODEL_TABLE.map((facts) => facts.provider))) {
			const facts = MODEL_TABLE.filter((candidate) => candidate.provider === provider);
			expect(facts.filter((candidate) => candidate.isDefault)).toHaveLength(1);
			expect(new Set(facts.map((candidate) => candidate.name)).size).toBe(facts.length);
		}
		for (const { provider, retirement } of MODEL_TABLE) {
			if (retirement) expect(factsAbout(provider, retirement.successor)?.retirement).toBeNull();
		}
	});

	test('has a typical time for every quality and a deadline below the one of fetch itself', () => {
		for (const facts of MODEL_TABLE) {
			for (const quality of facts.qualities) expect(facts.typicalSeconds[quality]).toBeGreaterThan(0);
			// ComfyUI is asked from time to time, and its queue may be long.
			if (facts.provider !== 'comfyui') expect(facts.timeoutSeconds).toBeLessThan(300);
		}
	});
});

import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config.ts';

describe('readConfig', () => {
	it('has a default for everything', () => {
		const config = readConfig({});
		expect(config).toMatchObject({ port: 4545, host: '127.0.0.1', chat: null, operatorToken: null });
		expect(config.providers['openai']).toEqual({
			apiKey: null,
			baseUrl: 'https://api.openai.com/v1',
			others: {},
			concurrency: 6,
		});
	});

	it('takes an empty value for one that is not set', () => {
		expect(readConfig({ LIMNER_PORT: '', OPENAI_API_KEY: ' ' })).toMatchObject({
			port: 4545,
			providers: { openai: { apiKey: null } },
		});
	});

	it.each([
		['LIMNER_PORT', '70000'],
		['LIMNER_OPENAI_CONCURRENCY', '0'],
		['LIMNER_OPENAI_CONCURRENCY', 'many'],
		['OPENAI_BASE_URL', 'file:///etc/passwd'],
		['LIMNER_LOG_LEVEL', 'loud'],
		['LIMNER_OPERATOR_TOKEN', 'short'],
	])('names %s when it is %s, and says what to do', (setting, value) => {
		expect(() => readConfig({ [setting]: value })).toThrow(new RegExp(`^${setting}: (give|choose) `));
	});

	it('uses the images key for a chat model at the same place', () => {
		const config = readConfig({ LIMNER_CHAT_MODEL: 'writer', OPENAI_API_KEY: 'key' });
		expect(config.chat).toEqual({ model: 'writer', baseUrl: 'https://api.openai.com/v1', apiKey: 'key' });
	});

	it('does not send the images key to another address', () => {
		const config = readConfig({
			LIMNER_CHAT_MODEL: 'writer',
			LIMNER_CHAT_BASE_URL: 'http://127.0.0.1:11434/v1',
			OPENAI_API_KEY: 'key',
		});
		expect(config.chat?.apiKey).toBe('none');
	});
});

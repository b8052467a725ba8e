import type { ApiDescription } from './describe-api.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1e1e1e}
code,pre{font:13px/1.45 ui-monospace,monospace}pre{background:#f6f7f7;padding:1rem;overflow:auto;max-height:28rem}
h2{margin:2.5rem 0 .25rem;font-size:1rem}h2 code{font-size:1rem}summary{cursor:pointer}`;

/** The description as a page that needs no script, and nothing from anywhere else. */
export function writeApiPage(api: ApiDescription): string {
	const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => {
			const success = Object.entries(operation.responses).find(([status]) => status !== 'default');
			return [
				`<h2 id="${escapeHtml(operation.operationId)}"><code>${method.toUpperCase()} ${escapeHtml(path)}</code></h2>`,
				`<p>${escapeHtml(operation.summary)}. ${operation.security.length > 0 ? 'Signed.' : 'Open.'}</p>`,
				writeSchema('Request', operation.requestBody),
				writeSchema(`Answer ${success?.[0] ?? ''}`, success?.[1]),
			].join('\n');
		}),
	);
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(api.info.title)}</title><style>${STYLE}</style></head><body>
<h1>${escapeHtml(api.info.title)} ${escapeHtml(api.info.version)}</h1>
<p>${escapeHtml(api.info.description)}</p><p><a href="openapi.json">openapi.json</a></p>
${operations.join('\n')}
${writeSchema('Every failure', api.components.schemas['error'])}
</body></html>`;
}

function writeSchema(title: string, schema: unknown): string {
	if (schema === undefined) return '';
	return `<details><summary>${escapeHtml(title)}</summary><pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

/** On one line: a blank one would end HTML inside Markdown. */
export function escapeHtml(text: string): string {
	return text
		.replace(/\s+/g, ' ')
		.trim()
		.replaceAll('&', '&amp;')
		.replaceAll('"', '&quot;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
}

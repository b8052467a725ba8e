/** One document, in the form that the routes of the same subject answer in. */
export function printJson(value: unknown): void {
	console.log(JSON.stringify(value, null, '\t'));
}

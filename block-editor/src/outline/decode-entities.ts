const ENTITY = /&#?\w+;/g;

/** Characters that show nothing; the reading of sections leaves them out as entities, too. */
const INVISIBLE = /[\u00ad\u200e\u200f]/g;

const decoder = document.createElement('textarea');

/** Takes the place of the table in `shared`, by the build: text inside a textarea is decoded and never run. */
export function decodeEntities(text: string): string {
	return text.replace(ENTITY, (entity) => {
		decoder.innerHTML = entity;
		return decoder.value.replace(INVISIBLE, '');
	});
}

const ADDRESSES =
	/(?:\b(?:https?|ftp|file):\/\/|\bwww\.|\bdata:[a-z]+\/)\S*|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]+/gi;
const CODE = /`+[^`]*`+/g;
const MARKUP = /<\/?[a-z!][^<>]*>|\[\/?[a-z][\w-]*(?:[\s=][^[\]]*)?\]/gi;

const CONTROL = /\p{Cc}/gu;

/**
 * Zero-width and bidirectional characters, tags and variation selectors: invisible in the post, but read by a model.
 * The two joiners stay between letters of the scripts that are written with them, such as Persian.
 */
const INVISIBLE =
	/(?!\p{Join_Control})[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?<![\p{L}\p{M}])\p{Join_Control}|\p{Join_Control}(?![\p{L}\p{M}])|(?<=\p{Script=Latin})\p{Join_Control}/gu;

/** Text of a post as it may go into a prompt: one line of visible words, without addresses, code or markup. */
export function cleanText(text: string): string {
	return text
		.replace(CONTROL, ' ')
		.replace(INVISIBLE, '')
		.replace(CODE, ' ')
		.replace(MARKUP, ' ')
		.replace(ADDRESSES, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

/** In quotation marks that nothing inside can close: what stands between them is material, not instruction. */
export function quote(text: string): string {
	return `“${text.replace(/[“”„‟"«»]/g, "'")}”`;
}

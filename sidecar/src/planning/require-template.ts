import type { Template } from '@limner/shared/contracts/template';
import { findTemplate } from '@limner/shared/templates/find-templates';
import { TEMPLATE_TABLE } from '@limner/shared/templates/template-table';
import { requireKnownName } from './require-known-name.ts';

/** Fails with `request_malformed` and the nearest id. */
export function requireTemplate(id: string): Template {
	const ids = TEMPLATE_TABLE.map((template) => template.id);
	const template = findTemplate(requireKnownName('template', id, ids));
	if (!template) throw new Error(`The table lost its template ${id}.`);
	return template;
}

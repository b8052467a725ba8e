import { sql, type CreateTableBuilder, type Kysely } from 'kysely';

type Columns = Record<string, 'text' | 'integer' | 'real' | 'text?' | 'integer?'>;

const TABLES: Record<
	string,
	{ columns: Columns; primaryKey: string[]; references?: Record<string, string> }
> = {
	sites: {
		primaryKey: ['id'],
		columns: {
			id: 'text',
			home_url: 'text',
			rest_url: 'text',
			name: 'text',
			environment: 'text',
			state: 'text',
			delivery: 'text',
			checking: 'integer',
			checked_at: 'integer?',
			error_json: 'text?',
			handshake_json: 'text?',
			created_at: 'integer',
		},
	},
	site_keys: {
		primaryKey: ['id'],
		references: { site_id: 'sites.id' },
		columns: {
			id: 'text',
			site_id: 'text',
			sealed_secret: 'text',
			created_at: 'integer',
			revoked_at: 'integer?',
		},
	},
	pairing_codes: {
		primaryKey: ['code_hash'],
		columns: { code_hash: 'text', expires_at: 'integer', used_at: 'integer?' },
	},
	nonces: {
		primaryKey: ['site_id', 'nonce'],
		columns: { site_id: 'text', nonce: 'text', expires_at: 'integer' },
	},
	slots: {
		primaryKey: ['id'],
		references: { site_id: 'sites.id' },
		columns: {
			id: 'text',
			site_id: 'text',
			post_id: 'integer',
			kind: 'text',
			heading: 'text',
			fingerprint_json: 'text?',
			prompt: 'text',
			alt: 'text',
			edited: 'integer',
			place: 'integer',
			created_at: 'integer',
		},
	},
	plans: {
		primaryKey: ['id'],
		references: { site_id: 'sites.id' },
		columns: {
			id: 'text',
			site_id: 'text',
			post_id: 'integer',
			state: 'text',
			plan_json: 'text',
			request_json: 'text?',
			made_at: 'integer',
		},
	},
	generations: {
		primaryKey: ['id'],
		references: { site_id: 'sites.id' },
		columns: {
			id: 'text',
			site_id: 'text',
			post_id: 'integer',
			lane: 'text',
			person_id: 'integer',
			person_name: 'text',
			policy_json: 'text',
			operation_json: 'text',
			post_title: 'text',
			language: 'text',
			publication_id: 'text?',
			request_hash: 'text',
			cancelled_at: 'integer?',
			created_at: 'integer',
		},
	},
	attempts: {
		primaryKey: ['id'],
		references: { slot_id: 'slots.id', generation_id: 'generations.id' },
		columns: {
			id: 'text',
			site_id: 'text',
			post_id: 'integer',
			slot_id: 'text',
			generation_id: 'text',
			lane: 'text',
			provider: 'text',
			model: 'text',
			prompt: 'text',
			alt: 'text',
			variation: 'integer',
			person_id: 'integer',
			person_name: 'text',
			state: 'text',
			finishing: 'integer',
			price_microdollars: 'integer?',
			expected_images: 'integer',
			error_json: 'text?',
			tries: 'integer',
			starts: 'integer',
			not_before: 'integer',
			accepted_at: 'integer',
			started_at: 'integer?',
			finished_at: 'integer?',
		},
	},
	generation_slots: {
		primaryKey: ['generation_id', 'attempt_id'],
		references: { generation_id: 'generations.id', attempt_id: 'attempts.id' },
		columns: { generation_id: 'text', slot_id: 'text', attempt_id: 'text', joined: 'integer' },
	},
	calls: {
		primaryKey: ['key'],
		references: { attempt_id: 'attempts.id' },
		columns: {
			key: 'text',
			attempt_id: 'text',
			generation_id: 'text',
			site_id: 'text',
			post_id: 'integer',
			person_id: 'integer',
			operation: 'text',
			number: 'integer',
			provider: 'text',
			model: 'text',
			kind: 'text',
			size: 'text',
			state: 'text',
			remote_id: 'text?',
			estimated_microdollars: 'integer',
			actual_microdollars: 'integer?',
			usage_json: 'text?',
			revised_prompt: 'text?',
			seed: 'integer?',
			bytes_sha256: 'text?',
			error_json: 'text?',
			counts_as_image: 'integer',
			created_at: 'integer',
			submitted_at: 'integer?',
			finished_at: 'integer?',
		},
	},
	chat_calls: {
		primaryKey: ['id'],
		references: { site_id: 'sites.id' },
		columns: {
			id: 'text',
			purpose: 'text',
			site_id: 'text',
			post_id: 'integer',
			person_id: 'integer',
			person_name: 'text',
			model: 'text',
			state: 'text',
			actual_microdollars: 'integer?',
			usage_json: 'text?',
			error_json: 'text?',
			created_at: 'integer',
			finished_at: 'integer?',
		},
	},
	candidates: {
		primaryKey: ['id'],
		references: { attempt_id: 'attempts.id', slot_id: 'slots.id' },
		columns: {
			id: 'text',
			attempt_id: 'text',
			site_id: 'text',
			post_id: 'integer',
			slot_id: 'text',
			state: 'text',
			provider: 'text',
			model: 'text',
			prompt: 'text',
			revised_prompt: 'text?',
			alt: 'text',
			label: 'text',
			cost_microdollars: 'integer?',
			focal_x: 'real',
			focal_y: 'real',
			focal_by_person: 'integer',
			render_pending: 'integer',
			original_sha256: 'text',
			mobile_original_sha256: 'text?',
			findings_json: 'text',
			likeness: 'text?',
			error_json: 'text?',
			approved_by_id: 'integer?',
			approved_by_name: 'text?',
			place: 'text?',
			tries: 'integer',
			not_before: 'integer',
			idle_since: 'integer',
			made_at: 'integer',
		},
	},
	renditions: {
		primaryKey: ['candidate_id', 'name'],
		references: { candidate_id: 'candidates.id' },
		columns: {
			candidate_id: 'text',
			name: 'text',
			width: 'integer',
			height: 'integer',
			byte_length: 'integer',
			media_type: 'text',
			attachment_id: 'integer?',
			url: 'text?',
		},
	},
	rendition_files: {
		primaryKey: ['candidate_id', 'name', 'size'],
		references: { candidate_id: 'candidates.id' },
		columns: {
			candidate_id: 'text',
			name: 'text',
			size: 'text',
			width: 'integer',
			height: 'integer',
			media_type: 'text',
			byte_length: 'integer',
			sha256: 'text',
		},
	},
	placements: {
		primaryKey: ['attempt_id'],
		references: { candidate_id: 'candidates.id' },
		columns: {
			attempt_id: 'text',
			candidate_id: 'text',
			site_id: 'text',
			post_id: 'integer',
			state: 'text',
			tries: 'integer',
			not_before: 'integer',
			created_at: 'integer',
		},
	},
	publications: {
		primaryKey: ['id'],
		references: { site_id: 'sites.id' },
		columns: {
			id: 'text',
			site_id: 'text',
			post_id: 'integer',
			lane: 'text',
			publication_json: 'text',
			state: 'text',
			error_json: 'text?',
			created_at: 'integer',
		},
	},
	model_times: {
		primaryKey: ['id'],
		columns: {
			id: 'text',
			provider: 'text',
			model: 'text',
			quality: 'text',
			milliseconds: 'integer',
			measured_at: 'integer',
		},
	},
	prompt_examples: {
		primaryKey: ['id'],
		references: { site_id: 'sites.id' },
		columns: {
			id: 'text',
			site_id: 'text',
			name: 'text',
			name_key: 'text',
			example_json: 'text',
			created_at: 'integer',
			changed_at: 'integer',
		},
	},
	inputs: {
		primaryKey: ['site_id', 'sha256'],
		references: { site_id: 'sites.id' },
		columns: { site_id: 'text', sha256: 'text', created_at: 'integer' },
	},
};

const INDEXES: Record<string, { table: string; columns: string[]; unique?: true }> = {
	site_keys_site: { table: 'site_keys', columns: ['site_id'] },
	nonces_expiry: { table: 'nonces', columns: ['expires_at'] },
	prompt_examples_name: { table: 'prompt_examples', columns: ['site_id', 'name_key'], unique: true },
	slots_post: { table: 'slots', columns: ['site_id', 'post_id'] },
	plans_post: { table: 'plans', columns: ['site_id', 'post_id', 'made_at'] },
	generation_slots_attempt: { table: 'generation_slots', columns: ['attempt_id'] },
	attempts_slot: { table: 'attempts', columns: ['slot_id', 'accepted_at'] },
	attempts_state: { table: 'attempts', columns: ['state', 'lane', 'accepted_at'] },
	calls_attempt: { table: 'calls', columns: ['attempt_id'] },
	calls_site: { table: 'calls', columns: ['site_id', 'created_at'] },
	calls_post: { table: 'calls', columns: ['site_id', 'post_id'] },
	calls_generation: { table: 'calls', columns: ['generation_id'] },
	calls_state: { table: 'calls', columns: ['state'] },
	chat_calls_site: { table: 'chat_calls', columns: ['site_id', 'created_at'] },
	candidates_attempt: { table: 'candidates', columns: ['attempt_id'], unique: true },
	candidates_post: { table: 'candidates', columns: ['site_id', 'post_id'] },
	candidates_state: { table: 'candidates', columns: ['state'] },
	placements_state: { table: 'placements', columns: ['state'] },
	publications_state: { table: 'publications', columns: ['state'] },
	model_times_model: { table: 'model_times', columns: ['provider', 'model', 'quality', 'measured_at'] },
};

export async function up(database: Kysely<unknown>): Promise<void> {
	for (const [name, table] of Object.entries(TABLES)) {
		let builder: CreateTableBuilder<string, string> = database.schema.createTable(name);
		for (const [column, type] of Object.entries(table.columns)) {
			const dataType = type.startsWith('integer') ? 'bigint' : type === 'real' ? 'real' : 'text';
			const target = table.references?.[column];
			builder = builder.addColumn(column, dataType, (definition) => {
				const strict = type.endsWith('?') ? definition : definition.notNull();
				return target ? strict.references(target) : strict;
			});
		}
		await builder.addPrimaryKeyConstraint(`${name}_key`, table.primaryKey).execute();
	}
	for (const [name, { table, columns, unique }] of Object.entries(INDEXES)) {
		const index = database.schema.createIndex(name).on(table).columns(columns);
		await (unique ? index.unique() : index).execute();
	}
	await database.schema
		.createIndex('attempts_one_running')
		.on('attempts')
		.columns(['slot_id', 'variation'])
		.unique()
		.where(sql.ref('state'), 'in', ['accepted', 'making'])
		.execute();
}

import { resolve } from 'node:path';
import defaultConfig from '@wordpress/scripts/config/webpack.config.js';
import webpack from 'webpack';

/** The default configuration without its copying of PHP files and its right-to-left sheets: the styles are logical. */
const plugins = defaultConfig.plugins.filter(
	({ constructor }) => !['RtlCssPlugin', 'CopyPlugin', 'PhpFilePathsPlugin'].includes(constructor.name),
);

/** As scripts are: a new build is a new address. */
for (const plugin of plugins) {
	if (plugin.constructor.name === 'MiniCssExtractPlugin')
		plugin.options.chunkFilename = '[name].css?ver=[contenthash]';
}

/** Comments for translators are for whoever reads the sources; in the script they would be a fiftieth of its weight. */
const [minimizer] = defaultConfig.optimization.minimizer;
Object.assign(minimizer.options.minimizer.options, { output: { comments: false }, ecma: 2020, module: true });

/** The browser knows all entities; the table of those that WordPress writes is for Node. */
const browserEntities = new webpack.NormalModuleReplacementPlugin(
	/[\\/]decode-entities\.ts$/,
	resolve(import.meta.dirname, 'src/outline/decode-entities.ts'),
);

export default {
	...defaultConfig,
	entry: { index: resolve(import.meta.dirname, 'src/index.tsx') },
	output: {
		...defaultConfig.output,
		path: resolve(import.meta.dirname, '../plugin/build'),
		// index.tsx sets it; what `auto` brings along for that weighs as much as a feature.
		publicPath: '',
		uniqueName: 'limner',
	},
	plugins: [...plugins, browserEntities],
};

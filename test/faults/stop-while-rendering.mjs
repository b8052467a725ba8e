/**
 * Loaded into a sidecar before its own code: rendering a file of LIMNER_TEST_FATAL_WIDTH pixels ends the process as a
 * crash in native code would, a moment later, so that whatever runs beside it has begun as well.
 */
import sharp from 'sharp';

const { toBuffer } = sharp.prototype;
sharp.prototype.toBuffer = function (...parameters) {
	if (this.options.width !== Number(process.env.LIMNER_TEST_FATAL_WIDTH)) {
		return toBuffer.apply(this, parameters);
	}
	setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1_000);
	return new Promise(() => undefined);
};

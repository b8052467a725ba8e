import { crc32, deflateSync } from 'node:zlib';

/** A real PNG file of one colour. */
export function encodePng(width: number, height: number, red = 120, green = 90, blue = 60): Uint8Array {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	// 8 bits a channel, RGB.
	header.set([8, 2, 0, 0, 0], 8);
	const line = Buffer.alloc(1 + width * 3);
	for (let pixel = 0; pixel < width; pixel++) {
		line.set([red, green, blue], 1 + pixel * 3);
	}
	const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
	return Buffer.concat([
		Buffer.from('89504e470d0a1a0a', 'hex'),
		chunk('IHDR', header),
		chunk('IDAT', pixels),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, checksum]);
}

// SPDX-License-Identifier: Apache-2.0
// png.js - reads and writes PNG of eight bits a channel, laid on white.
'use strict';
const zlib = require('zlib');

const CHANNELS = { 0: 1, 2: 3, 4: 2, 6: 4 };
const MAGIC = Buffer.from('89504e470d0a1a0a', 'hex');

function* chunks(bytes) {
	if (!bytes.subarray(0, 8).equals(MAGIC))
		throw new Error('not PNG');
	for (let at = 8; at < bytes.length;) {
		const length = bytes.readUInt32BE(at);
		yield [bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length)];
		at += 12 + length;
	}
}

function paeth(a, b, c) {
	const pa = Math.abs(b - c), pb = Math.abs(a - c), pc = Math.abs(a + b - 2 * c);
	return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

function unfilter(kind, line, above, step) {
	if (kind > 4)
		throw new Error('filter ' + kind);
	for (let i = 0; i < line.length && kind > 0; i++) {
		const left = i >= step ? line[i - step] : 0, up = above[i], corner = i >= step ? above[i - step] : 0;
		line[i] += kind === 1 ? left : kind === 2 ? up : kind === 3 ? (left + up) >> 1 : paeth(left, up, corner);
	}
}

// width, height and rgb, three bytes a pixel.
function read(bytes) {
	const parts = [...chunks(bytes)], head = parts[0][1];
	const width = head.readUInt32BE(0), height = head.readUInt32BE(4), step = CHANNELS[head[9]];
	if (head[8] !== 8 || head[12] !== 0 || step === undefined)
		throw new Error('a kind of PNG that is not read here');
	const data = zlib.inflateSync(Buffer.concat(parts.filter((p) => p[0] === 'IDAT').map((p) => p[1])));
	const size = width * step, rgb = Buffer.alloc(width * height * 3);
	let above = Buffer.alloc(size);
	for (let y = 0; y < height; y++) {
		const line = data.subarray(y * (size + 1) + 1, (y + 1) * (size + 1));
		unfilter(data[y * (size + 1)], line, above, step);
		for (let x = 0; x < width; x++)
			for (let c = 0; c < 3; c++) {
				const value = line[x * step + (step > 2 ? c : 0)];
				const alpha = step % 2 ? 255 : line[x * step + step - 1];
				rgb[(y * width + x) * 3 + c] = (value * alpha + 255 * (255 - alpha)) / 255;
			}
		above = line;
	}
	return { width, height, rgb };
}

let table;
function crc(bytes) {
	table = table || Uint32Array.from({ length: 256 }, (_, n) => {
		for (let k = 0; k < 8; k++)
			n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
		return n;
	});
	return ~bytes.reduce((c, byte) => table[(c ^ byte) & 255] ^ (c >>> 8), -1) >>> 0;
}

function chunk(kind, data) {
	const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]), out = Buffer.alloc(body.length + 8);
	out.writeUInt32BE(data.length, 0);
	body.copy(out, 4);
	out.writeUInt32BE(crc(body), body.length + 4);
	return out;
}

function write({ width, height, rgb }) {
	const head = Buffer.alloc(13), data = Buffer.alloc(height * (width * 3 + 1));
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head[8] = 8;
	head[9] = 2;
	for (let y = 0; y < height; y++)
		rgb.copy(data, y * (width * 3 + 1) + 1, y * width * 3, (y + 1) * width * 3);
	return Buffer.concat([MAGIC, chunk('IHDR', head), chunk('IDAT', zlib.deflateSync(data)),
		chunk('IEND', Buffer.alloc(0))]);
}

module.exports = { read, write };

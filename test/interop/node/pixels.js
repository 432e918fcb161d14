#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// pixels.js - where the red of a seal stands on pictures of pages.
//
// measure PPM FILE...                        box of the red in mm, share of ink
// stitch PPM OUT X Y W H FILE...             the slices at X,Y of W by H mm of all
//                                            pages, side by side, as one picture
// pile PPM OUT X Y W H FILE...               the same, one below the other
// compare PPM PART X Y WHOLE X Y W H         share of the red that both show in
//                                            boxes of W by H mm, each at its X,Y
'use strict';
const fs = require('fs');
const png = require('./png');

const REACH = 3;                // pixels by which two drawings of a line may differ

const load = (file) => png.read(fs.readFileSync(file));

function isRed(picture, x, y) {
	const at = (y * picture.width + x) * 3;
	return picture.rgb[at] > 140 && picture.rgb[at + 1] < 130 && picture.rgb[at + 2] < 130;
}

function measure(file, ppm) {
	const picture = load(file);
	let red = 0, dark = 0, left = Infinity, top = Infinity, right = -1, bottom = -1;
	for (let y = 0; y < picture.height; y++)
		for (let x = 0; x < picture.width; x++) {
			const at = (y * picture.width + x) * 3;
			if (picture.rgb[at] < 128 && picture.rgb[at + 1] < 128 && picture.rgb[at + 2] < 128)
				dark++;
			if (!isRed(picture, x, y))
				continue;
			red++;
			left = Math.min(left, x);
			right = Math.max(right, x + 1);
			top = Math.min(top, y);
			bottom = Math.max(bottom, y + 1);
		}
	return { file, width: picture.width / ppm, height: picture.height / ppm,
		ink: dark / (picture.width * picture.height),
		red: red === 0 ? null : [left, top, right, bottom].map((n) => n / ppm) };
}

function stitch(ppm, out, [x0, y0, w, h], files, upright) {
	const pages = files.map(load), n = files.length;
	const width = Math.round((upright ? w * n : w) * ppm), height = Math.round((upright ? h : h * n) * ppm);
	const rgb = Buffer.alloc(width * height * 3, 255);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) {
			const along = ((upright ? x : y) + 0.5) / ppm, thick = upright ? w : h;
			const i = Math.min(Math.floor(along / thick), n - 1), page = pages[i];
			const px = Math.floor(upright ? (x0 + along - i * w) * ppm : x0 * ppm + x);
			const py = Math.floor(upright ? y0 * ppm + y : (y0 + along - i * h) * ppm);
			const at = (Math.min(py, page.height - 1) * page.width + Math.min(px, page.width - 1)) * 3;
			page.rgb.copy(rgb, (y * width + x) * 3, at, at + 3);
		}
	fs.writeFileSync(out, png.write({ width, height, rgb }));
	return { file: out };
}

// The share of a's red that has red of b near it.
function covered(a, ax, ay, b, bx, by, w, h) {
	let red = 0, met = 0;
	for (let y = 0; y < h; y++)
		for (let x = 0; x < w; x++) {
			if (ax + x >= a.width || ay + y >= a.height || !isRed(a, ax + x, ay + y))
				continue;
			red++;
			let near = false;
			for (let dy = -REACH; dy <= REACH && !near; dy++)
				for (let dx = -REACH; dx <= REACH && !near; dx++) {
					const u = bx + x + dx, v = by + y + dy;
					near = u >= 0 && v >= 0 && u < b.width && v < b.height && isRed(b, u, v);
				}
			met += near;
		}
	return red === 0 ? 0 : met / red;
}

function compare(ppm, part, px, py, whole, wx, wy, w, h) {
	const a = load(part), b = load(whole), n = [px, py, wx, wy, w, h].map((v) => Math.round(Number(v) * ppm));
	return { file: part, share: Math.min(covered(a, n[0], n[1], b, n[2], n[3], n[4], n[5]),
		covered(b, n[2], n[3], a, n[0], n[1], n[4], n[5])) };
}

const [command, ppm, ...rest] = process.argv.slice(2);
if (command === 'measure')
	rest.forEach((file) => console.log(JSON.stringify(measure(file, Number(ppm)))));
else if (command === 'stitch' || command === 'pile')
	console.log(JSON.stringify(stitch(Number(ppm), rest[0], rest.slice(1, 5).map(Number), rest.slice(5),
		command === 'stitch')));
else
	console.log(JSON.stringify(compare(Number(ppm), ...rest)));

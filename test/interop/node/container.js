// SPDX-License-Identifier: Apache-2.0
// container.js - the package: by JSZip, after a look at the list of entries, for
// JSZip takes the last of two entries with the same name without a word.
'use strict';
const JSZip = require('jszip');

function names(bytes) {
	const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	if (end < 0)
		throw new Error('no end of a ZIP archive');
	const list = [];
	let at = bytes.readUInt32LE(end + 16);
	for (let i = bytes.readUInt16LE(end + 10); i > 0; i--) {
		if (bytes.readUInt32LE(at) !== 0x02014b50)
			throw new Error('no directory entry at ' + at);
		const length = bytes.readUInt16LE(at + 28);
		list.push(bytes.toString('utf8', at + 46, at + 46 + length));
		at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return list;
}

// Name to bytes of every file.
async function open(bytes) {
	const files = new Map(), seen = new Set();
	for (const name of names(bytes)) {
		if (seen.has(name.toLowerCase()))
			throw new Error('two entries named ' + name);
		seen.add(name.toLowerCase());
	}
	const zip = await JSZip.loadAsync(bytes, { checkCRC32: true });
	for (const entry of Object.values(zip.files))
		if (!entry.dir)
			files.set(entry.name, await entry.async('nodebuffer'));
	return files;
}

// A location as the package names it; from: the file in which it stands.
function resolve(location, from) {
	const parts = location.startsWith('/') ? [] : from.split('/').slice(0, -1);
	for (const part of location.split('/')) {
		if (part === '..')
			parts.pop();
		else if (part !== '' && part !== '.')
			parts.push(part);
	}
	return parts.join('/');
}

// Real writers name Tpls and link TPLS: one entry that differs in case alone is it.
function find(files, path) {
	if (files.has(path))
		return path;
	const same = [...files.keys()].filter((n) => n.toLowerCase() === path.toLowerCase());
	if (same.length !== 1)
		throw new Error('no entry ' + path);
	return same[0];
}

module.exports = { open, resolve, find };

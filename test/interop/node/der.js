// SPDX-License-Identifier: Apache-2.0
// der.js - reads DER, strictly: definite minimal lengths, one-byte tags, nothing
// left over.  Nodes keep their place in the bytes they were read from, because
// signatures are over what was received and not over what would be written again.
'use strict';

class Node {
	constructor(bytes, start, head, end) {
		this.bytes = bytes;
		this.start = start;
		this.head = head;
		this.end = end;
		this.tag = bytes[start];
	}

	get content() { return this.bytes.subarray(this.head, this.end); }
	get whole() { return this.bytes.subarray(this.start, this.end); }

	get children() {
		if (!(this.tag & 0x20))
			throw new Error('primitive where a structure was expected');
		const list = [];
		for (let at = this.head; at < this.end;) {
			const child = read(this.bytes, at, this.end);
			list.push(child);
			at = child.end;
		}
		return list;
	}
}

function read(bytes, start, limit) {
	if (start + 2 > limit || (bytes[start] & 0x1f) === 0x1f)
		throw new Error('DER: no element at ' + start);
	let head = start + 2, length = bytes[start + 1];
	if (length >= 0x80) {
		const n = length & 0x7f;
		if (n === 0 || n > 4 || head + n > limit || bytes[head] === 0)
			throw new Error('DER: bad length at ' + start);
		length = 0;
		for (let i = 0; i < n; i++)
			length = length * 256 + bytes[head++];
		if (length < 0x80)
			throw new Error('DER: length not minimal at ' + start);
	}
	if (head + length > limit)
		throw new Error('DER: element at ' + start + ' is cut off');
	return new Node(bytes, start, head, head + length);
}

// The one element that bytes hold.
function parse(bytes) {
	const node = read(bytes, 0, bytes.length);
	if (node.end !== bytes.length)
		throw new Error('DER: ' + (bytes.length - node.end) + ' bytes behind the end');
	return node;
}

function want(node, tag, what) {
	if (node === undefined || node.tag !== tag)
		throw new Error(what + ': tag ' + (node ? node.tag.toString(16) : 'none') + ', not ' + tag.toString(16));
	return node;
}

function oid(node) {
	want(node, 0x06, 'object identifier');
	const arcs = [];
	let arc = 0;
	for (const byte of node.content) {
		arc = arc * 128 + (byte & 0x7f);
		if (byte & 0x80)
			continue;
		if (arcs.length === 0)
			arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
		else
			arcs.push(arc);
		arc = 0;
	}
	return arcs.join('.');
}

function integer(node) {
	want(node, 0x02, 'integer');
	if (node.content.length === 0 || node.content.length > 4)
		throw new Error('integer out of range');
	return node.content.reduce((n, byte) => n * 256 + byte, 0);
}

function bits(node) {
	want(node, 0x03, 'bit string');
	if (node.content.length === 0 || node.content[0] !== 0)
		throw new Error('bit string with a part of a byte');
	return node.content.subarray(1);
}

function octets(node) { return want(node, 0x04, 'octet string').content; }
function sequence(node) { return want(node, 0x30, 'sequence').children; }
function text(node) { return new TextDecoder().decode(node.content); }

module.exports = { parse, want, oid, integer, bits, octets, sequence, text };

#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// forge.js - changed copies of a signed document, each of which a verifier must
// refuse: things that anybody can do to a file, and things that take the signer's
// key.  A judge that lets one of them pass is none for that matter.
//
// usage: forge.js IN.ofd OUTDIR KEY CERT KEY2 CERT2      (PEM; the second signer is
// not the one who signed); one JSON object per file
'use strict';
const fs = require('fs');
const path = require('path');
const JSZip = require('jszip');
const der = require('./der');
const sm2 = require('./sm2');
const container = require('./container');

const SIGN = 'Doc_0/Signs/Sign_0/';
const PAGE = 'Doc_0/Pages/Page_0/Content.xml';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';

function element(tag, ...parts) {
	const body = Buffer.concat(parts.map((p) => Buffer.from(p)));
	const length = [];
	for (let n = body.length; n > 0; n >>>= 8)
		length.unshift(n & 0xff);
	const head = body.length < 0x80 ? [body.length] : [0x80 | length.length, ...length];
	return Buffer.concat([Buffer.from([tag, ...head]), body]);
}

const pem = (file) => Buffer.from(fs.readFileSync(file, 'latin1').replace(/-----[^-]*-----/g, ''), 'base64');
const wholes = (node) => der.sequence(node).map((n) => n.whole);
const bitString = (bytes) => element(0x03, Buffer.from([0]), bytes);

// The private value of PKCS#8 with SEC1 inside.
function privateKey(file) {
	const inner = der.octets(der.sequence(der.parse(pem(file)))[2]);
	return der.octets(der.sequence(der.parse(inner))[1]);
}

function flip(bytes, at) {
	const copy = Buffer.from(bytes);
	copy[at < 0 ? copy.length + at : at] ^= 1;
	return copy;
}

class Forger {
	constructor(files, signer, second) {
		this.files = files;
		this.signer = signer;
		this.second = second;
		this.xml = files.get(SIGN + 'Signature.xml');
		this.value = files.get(SIGN + 'SignedValue.dat');
		this.sealed = files.has(SIGN + 'Seal.esl');
	}

	// Signature.xml after an exact replacement.
	edited(from, to) {
		const text = this.xml.toString('utf8'), after = text.replace(from, to);
		if (after === text)
			throw new Error('nothing to replace: ' + from);
		return Buffer.from(after);
	}

	moved() {
		return this.sealed ? this.edited(/Boundary="(\d+)/, 'Boundary="9') :
			this.edited(/ProviderName="./, 'ProviderName="_');
	}

	page() { return flip(this.files.get(PAGE), this.files.get(PAGE).indexOf('</ofd:TextCode>') - 1); }

	withoutReference() {
		return this.edited(new RegExp('<ofd:Reference FileRef="/' + PAGE + '">[^]*?</ofd:Reference>'), '');
	}

	// The sealed signature with changed parts of toSign; who: signs it anew.
	rebuilt(change, who) {
		const outer = der.sequence(der.parse(this.value)), tbs = wholes(outer[0]);
		const v1 = outer.length === 2;
		change(tbs);
		if (who && v1)
			tbs[5] = element(0x04, who.cert);
		const signed = element(0x30, ...tbs);
		const point = who && sm2.parseCertificate(who.cert).point;
		const value = who ? bitString(sm2.sign(who.key, point, signed)) : outer[outer.length - 1].whole;
		if (v1)
			return element(0x30, signed, value);
		const cert = who ? element(0x04, who.cert) : outer[1].whole;
		return element(0x30, signed, cert, outer[2].whole, who ? value : outer[3].whole);
	}

	// The digest where SignedData keeps it, replaced without signing again.
	redigested(xml) {
		const from = sm2.digest(this.xml), at = this.value.indexOf(from);
		const copy = Buffer.from(this.value);
		if (at < 0 || this.value.indexOf(from, at + 1) >= 0)
			throw new Error('the digest is not there once');
		sm2.digest(xml).copy(copy, at);
		return copy;
	}

	brokenSeal() {
		const tbs = der.sequence(der.sequence(der.parse(this.value))[0]);
		return flip(tbs[1].whole, -1);
	}

	// Name to replaced entries.
	all() {
		const xml = SIGN + 'Signature.xml', dat = SIGN + 'SignedValue.dat', esl = SIGN + 'Seal.esl';
		const list = {
			page: { [PAGE]: this.page() },
			place: { [xml]: this.moved() },
			value: { [dat]: flip(this.value, -1) },
			reference: { [xml]: this.withoutReference(), [PAGE]: this.page() },
			datahash: { [xml]: this.moved(), [dat]: this.redigested(this.moved()) },
			cut: { [dat]: this.value.subarray(0, this.value.length - 1) },
		};
		if (!this.sealed)
			return list;
		const seal = this.files.get(esl), picture = Math.floor(seal.length / 2);
		const keep = this.edited(new RegExp('<ofd:Reference FileRef="/' + esl + '">[^]*?</ofd:Reference>'), '');
		const hash = (bytes) => (tbs) => { tbs[3] = bitString(sm2.digest(bytes)); };
		return Object.assign(list, {
			sealfile: { [esl]: flip(seal, picture) },
			picture: { [dat]: flip(this.value, this.value.indexOf(seal) + picture) },
			// With the signer's key.
			'signer-maker': { [esl]: this.brokenSeal(), [xml]: keep,
				[dat]: this.rebuilt((tbs) => { hash(keep)(tbs); tbs[1] = this.brokenSeal(); }, this.signer) },
			'signer-property': { [dat]: this.rebuilt((tbs) => {
				tbs[4] = element(0x16, Buffer.from('/Doc_0/Signs/Sign_7/Signature.xml'));
			}, this.signer) },
			'signer-sealfile': { [esl]: flip(seal, picture), [xml]: keep,
				[dat]: this.rebuilt(hash(keep), this.signer) },
			// By somebody whom the seal does not list.
			stranger: { [dat]: this.rebuilt(() => {}, this.second) },
		});
	}
}

async function main() {
	const [file, out, key, cert, key2, cert2] = process.argv.slice(2);
	const bytes = fs.readFileSync(file), files = await container.open(bytes);
	const forger = new Forger(files, { key: privateKey(key), cert: pem(cert) },
		{ key: privateKey(key2), cert: pem(cert2) });
	for (const [name, changes] of Object.entries(forger.all())) {
		const zip = new JSZip(), target = path.join(out, path.basename(file, '.ofd') + '+' + name + '.ofd');
		for (const [entry, data] of files)
			zip.file(entry, changes[entry] || data);
		fs.writeFileSync(target, await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }));
		console.log(JSON.stringify({ file: target }));
	}
}

main().catch((error) => {
	console.error(error.stack);
	process.exit(2);
});
